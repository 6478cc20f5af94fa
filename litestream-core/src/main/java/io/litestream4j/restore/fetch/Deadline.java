package io.litestream4j.restore.fetch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The end of the time that a restore may take. Safe for use by several threads. */
@FunctionalInterface
public interface Deadline {

    /**
     * Throws an exception if the time is over.
     *
     * @param failure why there has to be another try, which the exception then tells; null if nothing has failed
     */
    void check(@Nullable IOException failure) throws IOException;

    /** Throws an exception if the time is over, while nothing has failed. */
    default void check() throws IOException {
        check(null);
    }
}
