package io.litestream4j.capture;

import io.litestream4j.wal.WalHeader;
import io.litestream4j.wal.WalReader;
import io.litestream4j.wal.WalSalts;
import org.jspecify.annotations.Nullable;

/**
 * The part of the WAL that a capture covers, as the LTX header states it.
 *
 * @param offset byte offset of the first frame; that of the header's end when the WAL is empty
 * @param size bytes of frames
 * @param salts the run; zeros when there is none
 */
record WalRange(long offset, long size, WalSalts salts) {

    /** Returns the range of some frames of a run. */
    static WalRange of(@Nullable WalReader run, long fromFrame, long toFrame) {
        if (run == null) {
            return new WalRange(WalHeader.SIZE, 0, new WalSalts(0, 0));
        }
        long offset = run.frameOffset(fromFrame);
        return new WalRange(
                offset, run.frameOffset(toFrame) - offset, run.header().salts());
    }

    /** Returns the byte offset of the end. */
    long end() {
        return offset + size;
    }
}
