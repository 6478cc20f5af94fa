package io.litestream4j.capture;

import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.staging.SealRecord;
import io.litestream4j.wal.WalFrameHeader;
import io.litestream4j.wal.WalHeader;
import io.litestream4j.wal.WalSalts;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the WAL continues what was captured before this process started. A pure function: size and time of a
 * file prove nothing, so only salts, offsets and contents count.
 */
final class ContinuityCheck {

    private ContinuityCheck() {}

    /**
     * What is known about the WAL.
     *
     * @param pageSize the database's page size in bytes
     * @param salts the salts of the run that is in the WAL; null if there is none
     * @param frames number of committed frames in it
     * @param lastFrame the frame that was captured last; null if the run does not reach that far
     * @param sameLastPage whether that frame's page is the one in the last LTX file
     * @param seal the last seal; null if there is none that can be read
     * @param sameFile whether the database file may be the one that was captured last
     * @param sealedPageInFile whether the database file holds what was moved into it before the last seal; true if that
     *     cannot be told
     * @param sealHolds whether the WAL file shows that nothing was appended behind the sealed frames before it was started
     *     again
     */
    record Facts(
            int pageSize,
            @Nullable WalSalts salts,
            long frames,
            @Nullable WalFrameHeader lastFrame,
            boolean sameLastPage,
            boolean sameFile,
            boolean sealedPageInFile,
            @Nullable SealRecord seal,
            boolean sealHolds) {}

    static Continuity decide(LtxHeader last, Facts facts) {
        if (last.pageSize() != facts.pageSize()) {
            return new Continuity.FullFile("the page size changed from " + last.pageSize() + " to " + facts.pageSize());
        }
        WalSalts now = facts.salts();
        if (now == null) {
            return new Continuity.FullFile("the WAL is gone");
        }
        if (!facts.sameFile()) {
            return new Continuity.FullFile("the database is another file than the one that was captured");
        }
        WalSalts before = new WalSalts(last.walSalt1(), last.walSalt2());
        if (now.equals(before)) {
            return sameRun(last, facts);
        }
        return isSealOf(last, facts.seal()) && facts.sealHolds() && now.isRestartOf(before)
                ? new Continuity.NextRun()
                : new Continuity.FullFile("the WAL was started again while nobody captured it");
    }

    private static Continuity sameRun(LtxHeader last, Facts facts) {
        long frames = capturedFrames(last);
        if (frames == 0) {
            return new Continuity.SameRun(0);
        }
        WalFrameHeader lastFrame = facts.lastFrame();
        if (lastFrame == null || frames > facts.frames()) {
            return new Continuity.FullFile("the WAL ends before the frame that was captured last");
        }
        if (lastFrame.commit() != last.commit() || !facts.sameLastPage()) {
            return new Continuity.FullFile("the WAL holds something else where it was captured last");
        }
        if (!facts.sealedPageInFile()) {
            return new Continuity.FullFile(
                    "the database file lacks what was moved into it before the seal: it is an older copy");
        }
        return hasOtherHistory(last, lastFrame, facts.seal())
                ? new Continuity.FullFile("the WAL has another history than the one that was captured")
                : new Continuity.SameRun(frames);
    }

    /** The checksum of a frame covers every frame before it. */
    private static boolean hasOtherHistory(LtxHeader last, WalFrameHeader lastFrame, @Nullable SealRecord seal) {
        return seal != null
                && isSealOf(last, seal)
                && seal.endOffset() != 0
                && (seal.checksum1() != lastFrame.checksum1() || seal.checksum2() != lastFrame.checksum2());
    }

    /** Returns the number of frames in the WAL up to the end of an LTX file's range. */
    static long capturedFrames(LtxHeader last) {
        long end = last.walOffset() + last.walSize() - WalHeader.SIZE;
        return Math.max(0, end / (WalFrameHeader.SIZE + last.pageSize()));
    }

    static boolean isSealOf(LtxHeader last, @Nullable SealRecord seal) {
        return seal != null
                && seal.txId().equals(last.maxTxId())
                && seal.salt1() == last.walSalt1()
                && seal.salt2() == last.walSalt2();
    }
}
