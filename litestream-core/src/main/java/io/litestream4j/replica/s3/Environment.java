package io.litestream4j.replica.s3;

import org.jspecify.annotations.Nullable;

/** The process's environment, as a seam for tests. */
@FunctionalInterface
interface Environment {

    /** Returns a variable's value, or null. */
    @Nullable
    String get(String name);
}
