package io.litestream4j.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.capture.CheckpointPolicy.Decision;
import io.litestream4j.capture.CheckpointPolicy.Facts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CheckpointPolicyTests {

    private static final int FRAME = 4120;
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final CheckpointPolicy policy = new CheckpointPolicy(1000, INTERVAL, 5000);

    private Decision decide(
            long newFrames, long pendingFrames, long walFrames, Duration sinceLast, Duration lastDuration) {
        return policy.decide(new Facts(newFrames, pendingFrames, FRAME, walFrames * FRAME, sinceLast, lastDuration));
    }

    @Test
    void fewFramesAreLeft() {
        assertThat(decide(999, 999, 999, SECOND, Duration.ZERO)).isEqualTo(Decision.NONE);
    }

    @Test
    void enoughFramesAreMoved() {
        assertThat(decide(1000, 1000, 1000, SECOND, Duration.ZERO)).isEqualTo(Decision.PASSIVE);
    }

    @Test
    void oldFramesAreMoved() {
        assertThat(decide(1, 1, 1, INTERVAL, Duration.ZERO)).isEqualTo(Decision.PASSIVE);
    }

    @Test
    void idleDatabaseIsLeft() {
        assertThat(decide(0, 0, 1000, INTERVAL.multipliedBy(100), Duration.ZERO))
                .isEqualTo(Decision.NONE);
    }

    @Test
    void longWalIsCut() {
        assertThat(decide(1000, 1000, 5000, SECOND, Duration.ZERO)).isEqualTo(Decision.TRUNCATE);
        assertThat(decide(0, 0, 5000, SECOND, Duration.ZERO)).isEqualTo(Decision.NONE);
    }

    @Test
    void framesThatCouldNotBeMovedWaitForTheInterval() {
        assertThat(decide(10, 3000, 3000, SECOND, Duration.ZERO)).isEqualTo(Decision.NONE);
        assertThat(decide(10, 3000, 3000, INTERVAL, Duration.ZERO)).isEqualTo(Decision.PASSIVE);
    }

    @Test
    void slowCheckpointIsFollowedByARestUnlessTheWalGrowsTooMuch() {
        assertThat(decide(1000, 1000, 1000, SECOND, SECOND.multipliedBy(2))).isEqualTo(Decision.NONE);
        assertThat(decide(1000, 1000, 1000, Duration.ofMillis(100), Duration.ZERO))
                .isEqualTo(Decision.NONE);
        assertThat(decide(20_000, 20_000, 1000, SECOND, SECOND)).isEqualTo(Decision.PASSIVE);
    }
}
