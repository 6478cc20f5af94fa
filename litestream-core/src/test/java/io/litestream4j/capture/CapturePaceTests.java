package io.litestream4j.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CapturePaceTests {

    @Test
    void firstCaptureGoesAtOnce() {
        assertThat(new CapturePace(Duration.ofSeconds(1)).remaining(123)).isNotPositive();
    }

    @Test
    void nextCaptureWaitsForTheSyncInterval() {
        CapturePace pace = new CapturePace(Duration.ofNanos(1000));
        pace.captured(500, 510, 0);
        assertThat(pace.remaining(600)).isEqualTo(900);
    }

    @Test
    void captureAfterAQuietIntervalGoesAtOnce() {
        CapturePace pace = new CapturePace(Duration.ofNanos(1000));
        pace.captured(500, 510, 0);
        assertThat(pace.remaining(1500)).isNotPositive();
    }

    @Test
    void slowCaptureIsFollowedByARest() {
        CapturePace pace = new CapturePace(Duration.ZERO);
        pace.captured(500, 600, 0);
        assertThat(pace.remaining(600)).isPositive();
        assertThat(pace.remaining(600 + 100 * 10)).isNotPositive();
    }

    @Test
    void captureThatFoundMuchIsFollowedByALongerRest() {
        CapturePace pace = new CapturePace(Duration.ZERO);
        pace.captured(0, 10, 16 * 1024 + 5_000);
        assertThat(pace.remaining(0)).isEqualTo(5_000_010);
        pace.captured(0, 10, 1L << 40);
        assertThat(pace.remaining(0)).isEqualTo(250_000_010);
    }
}
