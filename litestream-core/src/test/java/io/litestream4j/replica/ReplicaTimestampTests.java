package io.litestream4j.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaTimestampTests {

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z,           2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.120Z,       2026-01-02T03:04:05.12Z",
        "2026-01-02T03:04:05.678Z,       2026-01-02T03:04:05.678Z",
        "2026-01-02T03:04:05.123456789Z, 2026-01-02T03:04:05.123456789Z"
    })
    void formatCutsTheZerosAtTheEnd(String time, String text) {
        assertThat(ReplicaTimestamp.format(Instant.parse(time))).isEqualTo(text);
        assertThat(ReplicaTimestamp.parse(text)).contains(Instant.parse(time));
    }

    @Test
    void parseUnderstandsAnOffset() {
        assertThat(ReplicaTimestamp.parse("2026-01-02T03:04:05.5+01:00"))
                .contains(Instant.parse("2026-01-02T02:04:05.500Z"));
    }

    @Test
    void parseOfAnythingElseIsEmpty() {
        assertThat(ReplicaTimestamp.parse(null)).isEmpty();
        assertThat(ReplicaTimestamp.parse("yesterday")).isEmpty();
    }
}
