package io.litestream4j.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseRecordTests {

    private static final LeaseRecord OURS = new LeaseRecord(
            7,
            Instant.parse("2026-11-20T12:00:30.000000001Z"),
            "host:4711",
            Duration.ofSeconds(30),
            "0123456789abcdef");

    private static LeaseRecord parse(String json) {
        return LeaseRecord.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void isWrittenInLitestreamsFormatWithTwoMoreFields() {
        assertThat(new String(OURS.toJson(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"generation\":7,\"expires_at\":\"2026-11-20T12:00:30.000000001Z\",\"owner\":\"host:4711\","
                                + "\"ttl_ms\":30000,\"id\":\"0123456789abcdef\"}");
    }

    @Test
    void whatWasWrittenIsReadAgain() {
        assertThat(LeaseRecord.parse(OURS.toJson())).isEqualTo(OURS);
    }

    @Test
    void litestreamsOwnIsRead() {
        LeaseRecord lease = parse(
                "{\"generation\":3,\"expires_at\":\"2026-11-20T13:00:30.123456789+01:00\",\"owner\":\"vm:12\"}\n");
        assertThat(lease)
                .isEqualTo(new LeaseRecord(
                        3, Instant.parse("2026-11-20T12:00:30.123456789Z"), "vm:12", Duration.ZERO, ""));
    }

    @Test
    void ownerMayBeMissing() {
        assertThat(parse("{\"generation\":1,\"expires_at\":\"2026-11-20T13:00:30Z\"}")
                        .holder())
                .isEqualTo("somebody (generation 1)");
    }

    @Test
    void releasedLeaseIsTheOneThatLitestreamTakesForExpired() {
        assertThat(OURS.released().isReleased()).isTrue();
        assertThat(new String(OURS.released().toJson(), StandardCharsets.UTF_8)).contains("\"0001-01-01T00:00:00Z\"");
        assertThat(LeaseRecord.parse(OURS.released().toJson())).isEqualTo(OURS.released());
    }

    @Test
    void anotherHolderOfTheSameNameIsAnotherHolder() {
        LeaseRecord other = new LeaseRecord(7, OURS.expiresAt(), OURS.owner(), OURS.ttl(), "fedcba9876543210");
        assertThat(OURS.hasHolderOf(other)).isFalse();
        assertThat(OURS.hasHolderOf(OURS.until(Instant.EPOCH))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"generation\":\"x\",\"expires_at\":\"2026-11-20T13:00:30Z\"}",
                "{\"generation\":1}",
                "{\"generation\":1,\"expires_at\":\"soon\"}",
                "{\"generation\":1,\"expires_at\":\"2026-11-20T13:00:30Z\",\"ttl_ms\":\"x\"}"
            })
    void everythingElseIsRefused(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(json));
    }
}
