package io.litestream4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.benchmarks.ReplicaWatcher.Arrival;
import io.litestream4j.benchmarks.app.CommitLog.Commit;
import java.util.List;
import org.junit.jupiter.api.Test;

class LagCalculatorTests {

    private static final long MILLI = 1_000_000;
    private static final long FRAME = 4096 + 24;

    @Test
    void commitArrivesWithTheFirstFileThatHoldsItsLastFrame() {
        List<Commit> commits = List.of(new Commit(0, 1, 2), new Commit(MILLI, 1, 4));
        List<Arrival> arrivals = List.of(new Arrival(3 * MILLI, 1, 32 + 2 * FRAME), new Arrival(9 * MILLI, 1, end(4)));
        assertThat(new LagCalculator(commits, arrivals).millis()).containsExactly(3.0, 8.0);
    }

    @Test
    void oneFileMayHoldManyCommits() {
        List<Commit> commits = List.of(new Commit(0, 1, 2), new Commit(MILLI, 1, 4));
        List<Arrival> arrivals = List.of(new Arrival(5 * MILLI, 1, end(4)));
        assertThat(new LagCalculator(commits, arrivals).millis()).containsExactly(5.0, 4.0);
    }

    @Test
    void fileFromTheRestartedWalHoldsAllCommitsOfTheOneBefore() {
        List<Commit> commits = List.of(new Commit(0, 7, 100), new Commit(MILLI, 3, 1));
        List<Arrival> arrivals = List.of(new Arrival(2 * MILLI, 3, end(1)));
        assertThat(new LagCalculator(commits, arrivals).millis()).containsExactly(2.0, 1.0);
    }

    @Test
    void fileFromAnUnknownWalIsPassedOver() {
        List<Arrival> arrivals = List.of(new Arrival(0, 99, end(50)), new Arrival(4 * MILLI, 1, end(1)));
        assertThat(new LagCalculator(List.of(new Commit(0, 1, 1)), arrivals).millis())
                .containsExactly(4.0);
    }

    @Test
    void commitWithoutFileIsMissing() {
        List<Arrival> arrivals = List.of(new Arrival(MILLI, 1, end(1)));
        assertThat(new LagCalculator(List.of(new Commit(0, 1, 2)), arrivals).millis())
                .isEmpty();
    }

    private static long end(long frames) {
        return 32 + frames * FRAME;
    }
}
