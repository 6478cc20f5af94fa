package io.litestream4j.rollforward;

import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.wal.WalFrameHeader;
import io.litestream4j.wal.WalHeader;
import io.litestream4j.wal.WalSalts;

/**
 * Where a WAL ends.
 *
 * @param salts its run
 * @param pageSize its page size in bytes
 * @param frames number of frames up to the end of the last whole transaction
 */
record WalEnd(WalSalts salts, int pageSize, long frames) {

    /** Returns whether an LTX file was captured from this run. */
    boolean isRunOf(LtxHeader header) {
        return header.walOffset() != 0 && salts.equals(new WalSalts(header.walSalt1(), header.walSalt2()));
    }

    /** Returns the number of frames of its run up to the end of what an LTX file was captured from. */
    static long framesUpTo(LtxHeader header) {
        return frames(header, header.walOffset() + header.walSize());
    }

    /** Returns whether an LTX file was captured from the first frame of its run on. */
    static boolean beginsRun(LtxHeader header) {
        return header.walOffset() == WalHeader.SIZE;
    }

    private static long frames(LtxHeader header, long offset) {
        return Math.max(0, offset - WalHeader.SIZE) / (WalFrameHeader.SIZE + header.pageSize());
    }
}
