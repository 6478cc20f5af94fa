package io.litestream4j.rollforward;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.TxId;
import io.litestream4j.rollforward.StandingSearch.Step;
import io.litestream4j.wal.WalFrameHeader;
import io.litestream4j.wal.WalHeader;
import io.litestream4j.wal.WalSalts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingSearchTests {

    private static final int PAGE_SIZE = 4096;
    private static final int FRAME = WalFrameHeader.SIZE + PAGE_SIZE;
    private static final WalSalts RUN = new WalSalts(7, 100);
    private static final WalSalts NEXT_RUN = new WalSalts(8, 200);

    private static LtxHeader capture(long txId, WalSalts salts, long from, long to) {
        return new LtxHeader(
                LtxHeader.FLAG_NO_CHECKSUM,
                PAGE_SIZE,
                10,
                new TxId(txId),
                new TxId(txId),
                0,
                0,
                WalHeader.SIZE + from * FRAME,
                (to - from) * FRAME,
                salts.salt1(),
                salts.salt2(),
                0);
    }

    private static List<Step> steps(WalSalts salts, long frames, LtxHeader... newestFirst) {
        StandingSearch search = new StandingSearch(new WalEnd(salts, PAGE_SIZE, frames));
        List<Step> steps = new ArrayList<>();
        for (LtxHeader header : newestFirst) {
            steps.add(search.take(header));
        }
        return steps;
    }

    @Test
    void walThatReachesTheNewestCaptureIsUpToDate() {
        assertThat(steps(RUN, 9, capture(3, RUN, 4, 9))).containsExactly(Step.UP_TO_DATE);
    }

    @Test
    void walThatGoesOnBehindTheNewestCaptureIsUpToDate() {
        assertThat(steps(RUN, 12, capture(3, RUN, 4, 9))).containsExactly(Step.UP_TO_DATE);
    }

    @Test
    void walThatEndsAtAnOlderCaptureIsFoundThere() {
        assertThat(steps(RUN, 4, capture(3, RUN, 4, 9), capture(2, RUN, 2, 4))).containsExactly(Step.OLDER, Step.FOUND);
    }

    @Test
    void walThatEndsWithinACaptureIsFoundAtTheOneBefore() {
        assertThat(steps(RUN, 6, capture(3, RUN, 4, 9), capture(2, RUN, 2, 4))).containsExactly(Step.OLDER, Step.FOUND);
    }

    @Test
    void walThatHasJustBegunIsFoundAtTheEndOfTheRunBefore() {
        assertThat(steps(NEXT_RUN, 0, capture(3, NEXT_RUN, 0, 5), capture(2, RUN, 2, 4)))
                .containsExactly(Step.OLDER, Step.FOUND);
    }

    @Test
    void runWhoseBeginningNobodyCapturedIsHopeless() {
        assertThat(steps(NEXT_RUN, 2, capture(3, NEXT_RUN, 3, 5), capture(2, RUN, 2, 4)))
                .containsExactly(Step.OLDER, Step.HOPELESS);
    }

    @Test
    void walOfTheRunBeforeIsFoundAtItsEnd() {
        assertThat(steps(RUN, 4, capture(3, NEXT_RUN, 0, 5), capture(2, RUN, 2, 4)))
                .containsExactly(Step.OLDER, Step.FOUND);
    }

    @Test
    void runThatWentOnOtherwiseThanItWasCapturedIsHopeless() {
        assertThat(steps(RUN, 6, capture(3, NEXT_RUN, 0, 5), capture(2, RUN, 2, 4)))
                .containsExactly(Step.OLDER, Step.HOPELESS);
    }

    @Test
    void otherPageSizeIsHopeless() {
        StandingSearch search = new StandingSearch(new WalEnd(RUN, 8192, 3));
        assertThat(search.take(capture(3, RUN, 0, 5))).isEqualTo(Step.HOPELESS);
    }
}
