package io.litestream4j.capture;

import io.litestream4j.wal.WalReader;
import org.jspecify.annotations.Nullable;

/**
 * A position that the read mark keeps readable as a whole: neither can a frame up to it go, nor can a page of the database
 * file change that has no such frame.
 *
 * @param run the run of the WAL from which frames have to be read; null when all pages are in the database file
 * @param range the part of the WAL up to the position
 * @param frames number of frames up to the position
 * @param commit database size in pages
 */
record FixedPosition(@Nullable WalReader run, WalRange range, long frames, int commit) {

    /** Returns the same position, read through another reader of the same run. */
    FixedPosition in(@Nullable WalReader other) {
        return new FixedPosition(other, range, frames, commit);
    }
}
