package io.litestream4j.capture;

import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.staging.SealRecord;
import io.litestream4j.wal.WalFrameHeader;
import io.litestream4j.wal.WalHeader;
import io.litestream4j.wal.WalSalts;
import java.util.Optional;

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
     * @param salts the salts of the run that is in the WAL; empty if there is none
     * @param frames number of committed frames in it
     * @param lastFrame the frame that was captured last, if the run reaches that far
     * @param sameLastPage whether that frame's page is the one in the last LTX file
     * @param seal the last seal, if it can be read
     */
    record Facts(
            int pageSize,
            Optional<WalSalts> salts,
            long frames,
            Optional<WalFrameHeader> lastFrame,
            boolean sameLastPage,
            Optional<SealRecord> seal) {}

    static Continuity decide(LtxHeader last, Facts facts) {
        if (last.pageSize() != facts.pageSize()) {
            return new Continuity.FullFile("the page size changed from " + last.pageSize() + " to " + facts.pageSize());
        }
        if (facts.salts().isEmpty()) {
            return new Continuity.FullFile("the WAL is gone");
        }
        WalSalts before = new WalSalts(last.walSalt1(), last.walSalt2());
        WalSalts now = facts.salts().get();
        if (now.equals(before)) {
            return sameRun(last, facts);
        }
        boolean sealed = facts.seal().filter(seal -> isSealOf(last, seal)).isPresent();
        return sealed && now.isRestartOf(before)
                ? new Continuity.NextRun()
                : new Continuity.FullFile("the WAL was started again while nobody captured it");
    }

    private static Continuity sameRun(LtxHeader last, Facts facts) {
        long frames = capturedFrames(last);
        if (frames == 0) {
            return new Continuity.SameRun(0);
        }
        if (frames > facts.frames() || facts.lastFrame().isEmpty()) {
            return new Continuity.FullFile("the WAL ends before the frame that was captured last");
        }
        if (facts.lastFrame().get().commit() != last.commit() || !facts.sameLastPage()) {
            return new Continuity.FullFile("the WAL holds something else where it was captured last");
        }
        boolean otherHistory = facts.seal()
                .filter(seal -> isSealOf(last, seal) && seal.endOffset() != 0)
                .filter(seal -> seal.checksum1() != facts.lastFrame().get().checksum1()
                        || seal.checksum2() != facts.lastFrame().get().checksum2())
                .isPresent();
        return otherHistory
                ? new Continuity.FullFile("the WAL has another history than the one that was captured")
                : new Continuity.SameRun(frames);
    }

    /** Returns the number of frames in the WAL up to the end of an LTX file's range. */
    static long capturedFrames(LtxHeader last) {
        long end = last.walOffset() + last.walSize() - WalHeader.SIZE;
        return Math.max(0, end / (WalFrameHeader.SIZE + last.pageSize()));
    }

    private static boolean isSealOf(LtxHeader last, SealRecord seal) {
        return seal.txId().equals(last.maxTxId()) && seal.salt1() == last.walSalt1() && seal.salt2() == last.walSalt2();
    }
}
