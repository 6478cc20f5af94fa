package io.litestream4j.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.TxId;
import io.litestream4j.staging.SealRecord;
import io.litestream4j.wal.WalFrameHeader;
import io.litestream4j.wal.WalSalts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nothing but proof lets a start go on without a full file (I1). */
class ContinuityCheckTests {

    private static final int PAGE_SIZE = 4096;
    private static final int FRAME = PAGE_SIZE + 24;
    private static final TxId TXID = new TxId(9);
    private static final WalSalts SALTS = new WalSalts(100, 7);
    private static final WalSalts NEXT = new WalSalts(101, 8);
    private static final WalFrameHeader LAST_FRAME = new WalFrameHeader(3, 50, SALTS, 11, 12);
    private static final SealRecord SEAL = new SealRecord(TXID, 100, 7, 32 + 10L * FRAME, 11, 12);

    /** The last capture ends behind frame 10, at a size of 50 pages. */
    private static LtxHeader last(int frames) {
        return new LtxHeader(
                LtxHeader.FLAG_NO_CHECKSUM, PAGE_SIZE, 50, TXID, TXID, 0, 0, 32, (long) frames * FRAME, 100, 7, 0);
    }

    private static ContinuityCheck.Facts facts(
            @Nullable WalSalts salts, long frames, @Nullable WalFrameHeader lastFrame, @Nullable SealRecord seal) {
        return new ContinuityCheck.Facts(PAGE_SIZE, salts, frames, lastFrame, true, true, true, seal, true);
    }

    private static Continuity decide(ContinuityCheck.Facts facts) {
        return ContinuityCheck.decide(last(10), facts);
    }

    private static void assertFullFile(ContinuityCheck.Facts facts, String reason) {
        assertThat(decide(facts)).isInstanceOfSatisfying(Continuity.FullFile.class, full -> assertThat(full.reason())
                .contains(reason));
    }

    @Test
    void sameFrameInItsPlaceGoesOnBehindIt() {
        assertThat(decide(facts(SALTS, 10, LAST_FRAME, null))).isEqualTo(new Continuity.SameRun(10));
        assertThat(decide(facts(SALTS, 99, LAST_FRAME, null))).isEqualTo(new Continuity.SameRun(10));
    }

    @Test
    void sameRunAfterASealGoesOnBehindIt() {
        assertThat(decide(facts(SALTS, 10, LAST_FRAME, SEAL))).isEqualTo(new Continuity.SameRun(10));
    }

    @Test
    void captureOfAnEmptyRunGoesOnAtItsStart() {
        assertThat(ContinuityCheck.decide(last(0), facts(SALTS, 3, null, null))).isEqualTo(new Continuity.SameRun(0));
    }

    @Test
    void oneRestartAfterASealGoesOnAtTheStart() {
        assertThat(decide(facts(NEXT, 4, null, SEAL))).isEqualTo(new Continuity.NextRun());
    }

    @Test
    void firstSaltGoesRoundAtItsHighestValue() {
        LtxHeader atTheEnd =
                new LtxHeader(LtxHeader.FLAG_NO_CHECKSUM, PAGE_SIZE, 50, TXID, TXID, 0, 0, 32, FRAME, 0xffffffff, 7, 0);
        SealRecord seal = new SealRecord(TXID, 0xffffffff, 7, 32 + FRAME, 11, 12);
        assertThat(ContinuityCheck.decide(atTheEnd, facts(new WalSalts(0, 8), 4, null, seal)))
                .isEqualTo(new Continuity.NextRun());
    }

    @Test
    void twoRestartsNeedAFullFile() {
        assertFullFile(facts(new WalSalts(102, 8), 4, null, SEAL), "started again");
    }

    @Test
    void restartWithoutASealNeedsAFullFile() {
        assertFullFile(facts(NEXT, 4, null, null), "started again");
    }

    @Test
    void restartAfterTheSealOfAnotherTxIdNeedsAFullFile() {
        assertFullFile(facts(NEXT, 4, null, SEAL.withTxId(new TxId(8))), "started again");
    }

    @Test
    void restartAfterTheSealOfAnotherRunNeedsAFullFile() {
        assertFullFile(facts(NEXT, 4, null, new SealRecord(TXID, 100, 6, 32, 0, 0)), "started again");
    }

    @Test
    void missingWalNeedsAFullFile() {
        assertFullFile(facts(null, 0, null, SEAL), "the WAL is gone");
    }

    @Test
    void shorterWalNeedsAFullFile() {
        assertFullFile(facts(SALTS, 9, null, null), "ends before");
        assertFullFile(facts(SALTS, 9, LAST_FRAME, null), "ends before");
    }

    @Test
    void otherCommitSizeNeedsAFullFile() {
        assertFullFile(facts(SALTS, 10, new WalFrameHeader(3, 51, SALTS, 11, 12), null), "something else");
    }

    @Test
    void frameInTheMiddleOfATransactionNeedsAFullFile() {
        assertFullFile(facts(SALTS, 12, new WalFrameHeader(3, 0, SALTS, 11, 12), null), "something else");
    }

    @Test
    void otherPageNeedsAFullFile() {
        ContinuityCheck.Facts otherPage =
                new ContinuityCheck.Facts(PAGE_SIZE, SALTS, 10, LAST_FRAME, false, true, true, null, false);
        assertFullFile(otherPage, "something else");
    }

    @Test
    void framesBehindTheSealNeedAFullFile() {
        ContinuityCheck.Facts appended = new ContinuityCheck.Facts(
                PAGE_SIZE, new WalSalts(SALTS.salt1() + 1, 99), 2, null, false, true, true, SEAL, false);
        assertFullFile(appended, "started again");
    }

    @Test
    void otherFramesBeforeTheLastNeedAFullFile() {
        assertFullFile(facts(SALTS, 10, new WalFrameHeader(3, 50, SALTS, 11, 13), SEAL), "another history");
    }

    @Test
    void otherPageSizeNeedsAFullFile() {
        ContinuityCheck.Facts otherSize =
                new ContinuityCheck.Facts(8192, SALTS, 10, LAST_FRAME, true, true, true, SEAL, true);
        assertFullFile(otherSize, "page size changed from 4096 to 8192");
    }

    @Test
    void otherFileNeedsAFullFile() {
        ContinuityCheck.Facts otherFile =
                new ContinuityCheck.Facts(PAGE_SIZE, SALTS, 10, LAST_FRAME, true, false, true, SEAL, true);
        assertFullFile(otherFile, "another file");
    }

    @Test
    void fileThatLacksSealedPagesNeedsAFullFile() {
        ContinuityCheck.Facts olderFile =
                new ContinuityCheck.Facts(PAGE_SIZE, SALTS, 10, LAST_FRAME, true, true, false, SEAL, true);
        assertFullFile(olderFile, "older copy");
    }
}
