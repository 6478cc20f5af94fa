package io.litestream4j.wal;

/**
 * A place in a WAL: everything before it has been read.
 *
 * @param salts the run of the WAL
 * @param offset byte offset of the end of a frame, or of the WAL header: {@code 32 + k * (24 + page size)}, k ≥ 0
 */
public record WalPosition(WalSalts salts, long offset) {

    /** Checks the offset. */
    public WalPosition {
        if (offset < WalHeader.SIZE) {
            throw new IllegalArgumentException("offset " + offset + " lies before the first frame");
        }
    }
}
