/**
 * From the WAL to staged LTX files: captures of what was committed, full files, continuity after a restart, and
 * checkpoints that lose nothing.
 *
 * <p>One thread owns everything here but {@link io.litestream4j.capture.WriterGate} and
 * {@link io.litestream4j.capture.WakeUp}.
 */
@NullMarked
package io.litestream4j.capture;

import org.jspecify.annotations.NullMarked;
