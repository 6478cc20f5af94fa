package io.litestream4j.wal;

import java.nio.ByteBuffer;

/**
 * The 24 bytes before each page of a WAL.
 *
 * @param pageNumber page number as an unsigned number, not 0
 * @param commit database size in pages after the transaction that this frame commits, or 0 if it commits none
 * @param salts equal to those of the WAL header, or the frame is one of an earlier run
 * @param checksum1 first half of the checksum over all frames so far
 * @param checksum2 second half of the checksum
 */
public record WalFrameHeader(int pageNumber, int commit, WalSalts salts, int checksum1, int checksum2) {

    /** Size in bytes. */
    public static final int SIZE = 24;

    /** Number of bytes at the start that the checksum covers. */
    static final int CHECKSUMMED_SIZE = 8;

    /** Loads a frame header from the next 24 bytes of {@code buffer}. */
    public static WalFrameHeader load(ByteBuffer buffer) {
        return new WalFrameHeader(
                buffer.getInt(),
                buffer.getInt(),
                new WalSalts(buffer.getInt(), buffer.getInt()),
                buffer.getInt(),
                buffer.getInt());
    }

    /** Returns whether this frame ends a transaction. */
    public boolean isCommit() {
        return commit != 0;
    }
}
