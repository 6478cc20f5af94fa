package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests for {@link UpkeepOptions}. */
class UpkeepOptionsTests {

    @Test
    void intervalsOfLevelsArePositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(Duration.ZERO))
                .withMessage("levels: each interval must be positive: [PT0S]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(Duration.ofSeconds(-1), Duration.ofSeconds(1)))
                .withMessage("levels: each interval must be positive: [PT-1S, PT1S]");
    }

    @Test
    void eachLevelIsLessOftenThanTheOneBefore() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> levels(Duration.ofSeconds(2), Duration.ofSeconds(2)))
                .withMessage("levels: each interval has to be longer than the one before: [PT2S, PT2S]");
    }

    private static UpkeepOptions levels(Duration... intervals) {
        Duration day = Duration.ofDays(1);
        return new UpkeepOptions(List.of(intervals), day, null, day, Duration.ZERO, true, 0, 0, 0, 0);
    }
}
