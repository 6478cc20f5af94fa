/** The application under test: one writer in a JVM of its own, with or without replication inside. */
@NullMarked
package io.litestream4j.benchmarks.app;

import org.jspecify.annotations.NullMarked;
