package io.litestream4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressBarTests {

    private static final long MEBI = 1 << 20;

    @Test
    void barHasRateAndRemainingTime() {
        assertThat(ProgressBar.bar("restoring", 30 * MEBI, 60 * MEBI, Duration.ofSeconds(2)))
                .isEqualTo("restoring [==============>               ]  50% 30.0/60.0 MiB, 15.0 MiB/s, 0:02 left");
    }

    @Test
    void barIsFullAtTheEnd() {
        assertThat(ProgressBar.bar("restoring", MEBI, MEBI, Duration.ofSeconds(1)))
                .startsWith("restoring [" + "=".repeat(30) + "] 100%")
                .endsWith("0:00 left");
    }

    @Test
    void nothingYetIsNoDivisionByZero() {
        assertThat(ProgressBar.bar("verifying", 0, 0, Duration.ZERO)).startsWith("verifying [ ");
    }

    @Test
    void moreThanWasExpectedIsAll() {
        assertThat(ProgressBar.line("restoring", 2 * MEBI, MEBI, Duration.ofSeconds(1)))
                .contains("100% 2.0/2.0 MiB");
    }
}
