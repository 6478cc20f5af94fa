package io.litestream4j.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTests {

    private static final String NOON = "Fri, 20 Nov 2026 12:00:00 GMT";

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "' 120 ', 120", "300, 300", "301, 300", "999999999, 300"})
    void secondsAreBounded(String value, long seconds) {
        assertThat(RetryAfter.of(value, null)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aDateCountsFromTheDateOfTheAnswer() {
        assertThat(RetryAfter.of("Fri, 20 Nov 2026 12:00:42 GMT", NOON)).isEqualTo(Duration.ofSeconds(42));
        assertThat(RetryAfter.of("Fri, 20 Nov 2026 11:59:59 GMT", NOON)).isZero();
        assertThat(RetryAfter.of("Sat, 20 Nov 2027 12:00:00 GMT", NOON)).isEqualTo(RetryAfter.LONGEST);
        assertThat(RetryAfter.of("Fri, 20 Nov 2026 12:00:42 GMT", null)).isZero();
        assertThat(RetryAfter.of("Fri, 20 Nov 2026 12:00:42 GMT", "noon")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "99999999999999999999", "\u0661"})
    void anythingElseAsksForNothing(String value) {
        assertThat(RetryAfter.of(value, NOON)).isZero();
    }

    @Test
    void noHeaderAsksForNothing() {
        assertThat(RetryAfter.of(null, NOON)).isZero();
    }

    @Test
    void itIsFoundAmongTheCausesOfAFailure() {
        IOException asking = new ReplicaUnavailableException("wait", null, Duration.ofSeconds(7));
        assertThat(ReplicaUnavailableException.retryAfter(asking)).isEqualTo(Duration.ofSeconds(7));
        assertThat(ReplicaUnavailableException.retryAfter(new UncheckedIOException(asking)))
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(ReplicaUnavailableException.retryAfter(new IOException())).isZero();
    }
}
