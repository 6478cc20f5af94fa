/**
 * The same application beside itself: plain SQLite, with the Litestream binary as a side-car, and with the engine inside.
 *
 * <p>{@code SideBySide} runs them in turn, watches from outside and prints the figures with the goals beside them.
 */
@NullMarked
package io.litestream4j.benchmarks;

import org.jspecify.annotations.NullMarked;
