package io.litestream4j.wal;

/**
 * What a WAL holds, with every checksum verified.
 *
 * @param header the WAL's header
 * @param validFrames number of frames before the first that does not count
 * @param committedFrames number of frames up to the end of the last transaction; the ones after that belong to one that is
 *     open or was rolled back
 * @param commit database size in pages after the last transaction, 0 if there is none
 * @param pages index of the newest committed frame of each page, without pages above {@code commit}
 * @param stopReason why the log ends where it does
 */
public record WalScan(
        WalHeader header, long validFrames, long committedFrames, int commit, PageMap pages, StopReason stopReason) {

    /** Why a log ends. */
    public enum StopReason {
        /** The file ends behind a whole frame. */
        END_OF_FILE,
        /** The file ends inside a frame. */
        PARTIAL_FRAME,
        /** The next frame is one of an earlier run of the WAL. */
        SALT_MISMATCH,
        /** The next frame's checksum does not follow from the ones before. */
        CHECKSUM_MISMATCH,
        /** The next frame is for page 0, which does not exist. */
        PAGE_ZERO
    }
}
