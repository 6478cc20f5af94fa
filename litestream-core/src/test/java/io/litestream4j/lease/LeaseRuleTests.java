package io.litestream4j.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose turn it is, decided from values (I9). */
class LeaseRuleTests {

    private static final Duration TTL = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(3);

    private static LeaseRecord lease(Instant expiresAt, Duration ttl) {
        return new LeaseRecord(1, expiresAt, "host:1", ttl, "id");
    }

    @Test
    void releasedLeaseMayBeTakenAtOnce() {
        assertThat(LeaseRule.left(lease(LeaseRecord.RELEASED, TTL), Duration.ZERO, TTL))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2026-11-20T12:00:00Z", "2199-01-01T00:00:00Z"})
    void whateverTheHoldersClockSaysItsWholeTtlHasToPassUnchanged(Instant expiresAt) {
        LeaseRecord lease = lease(expiresAt, TTL);
        assertThat(LeaseRule.left(lease, Duration.ZERO, SHORT)).isEqualTo(TTL);
        assertThat(LeaseRule.left(lease, TTL.minusMillis(1), SHORT)).isEqualTo(Duration.ofMillis(1));
        assertThat(LeaseRule.left(lease, TTL, SHORT)).isZero();
        assertThat(LeaseRule.left(lease, TTL.plusHours(1), SHORT)).isZero();
    }

    @Test
    void holderWithoutATtlGetsLitestreamsOrOursIfThatIsLonger() {
        LeaseRecord lease = lease(Instant.EPOCH, Duration.ZERO);
        assertThat(LeaseRule.left(lease, Duration.ZERO, SHORT)).isEqualTo(Duration.ofSeconds(30));
        assertThat(LeaseRule.left(lease, Duration.ZERO, Duration.ofMinutes(2))).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void holderStopsBeforeAnybodyMayTakeIt() {
        Duration last = Duration.ofSeconds(24);
        assertThat(LeaseRule.mayWrite(last.minusMillis(1), Duration.ZERO, TTL)).isTrue();
        assertThat(LeaseRule.mayWrite(last, Duration.ZERO, TTL)).isFalse();
        assertThat(LeaseRule.left(lease(Instant.EPOCH, TTL), last, TTL)).isPositive();
    }

    @Test
    void oneClockThatWentOnIsEnoughToStop() {
        assertThat(LeaseRule.mayWrite(Duration.ZERO, Duration.ofMinutes(1), TTL))
                .isFalse();
        assertThat(LeaseRule.mayWrite(Duration.ofMinutes(1), Duration.ZERO, TTL))
                .isFalse();
    }

    @Test
    void clockThatWasSetBackDoesNotMakeItLonger() {
        assertThat(LeaseRule.mayWrite(Duration.ofSeconds(25), Duration.ofHours(-1), TTL))
                .isFalse();
    }

    @Test
    void renewalsFailTwiceBeforeUploadsPause() {
        assertThat(LeaseRule.renewAfter(TTL).plus(LeaseRule.retryAfter(TTL).multipliedBy(2)))
                .isLessThan(Duration.ofSeconds(24));
        assertThat(LeaseRule.retryAfter(SHORT)).isEqualTo(Duration.ofMillis(200));
        assertThat(LeaseRule.retryAfter(TTL)).isEqualTo(Duration.ofSeconds(1));
    }
}
