package io.litestream4j.capture;

import io.litestream4j.wal.WalReader;
import org.jspecify.annotations.Nullable;

/**
 * A position that the read mark keeps readable as a whole: neither can a frame up to it go, nor can a page of the database
 * file change that has no such frame.
 *
 * @param run the run of the WAL; null when there is none
 * @param frames number of frames up to the position
 * @param commit database size in pages
 */
record FixedPosition(@Nullable WalReader run, long frames, int commit) {}
