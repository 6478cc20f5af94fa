package io.litestream4j.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScheduleTests {

    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final Schedule schedule = new Schedule(NextTime.every(Duration.ofMinutes(5)));

    private boolean isDue(Instant now) {
        return schedule.isDue(now, null);
    }

    @Test
    void timesAreMultiplesOfTheInterval() {
        NextTime times = NextTime.every(Duration.ofMinutes(5));
        assertThat(times.after(NOON)).isEqualTo(NOON.plusSeconds(300));
        assertThat(times.after(NOON.plusMillis(299_999))).isEqualTo(NOON.plusSeconds(300));
        assertThat(times.after(Instant.EPOCH.minusMillis(1))).isEqualTo(Instant.EPOCH);
    }

    @Test
    void nextTimeIsAtTheEndOfTheInterval() {
        assertThat(schedule.untilNext(NOON)).isEqualTo(Duration.ofMinutes(5));
        assertThat(schedule.untilNext(NOON.plusSeconds(299))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void isDueOncePerInterval() {
        assertThat(isDue(NOON.plusSeconds(7))).isTrue();
        schedule.done(NOON.plusSeconds(7));
        assertThat(isDue(NOON.plusSeconds(299))).isFalse();
        assertThat(isDue(NOON.plusSeconds(300))).isTrue();
    }

    @Test
    void goesOnByTheNewestResultAfterARestart() {
        assertThat(schedule.isDue(NOON.plusSeconds(20), NOON.plusSeconds(10))).isFalse();
        assertThat(schedule.isDue(NOON.plusSeconds(20), NOON.minusSeconds(10))).isTrue();
    }

    @Test
    void clockThatJumpsBackDelaysItToTheNextTime() {
        schedule.done(NOON);
        Instant before = NOON.minus(DAY);
        assertThat(isDue(before)).isFalse();
        assertThat(isDue(before.plusSeconds(299))).isFalse();
        assertThat(isDue(before.plusSeconds(300))).isTrue();
    }

    @Test
    void resultFromTheFutureDelaysItToTheNextTime() {
        Instant future = NOON.plus(DAY);
        assertThat(schedule.isDue(NOON, future)).isFalse();
        assertThat(schedule.isDue(NOON.plusSeconds(300), future)).isTrue();
    }

    @Test
    void clockThatJumpsAheadMakesItDueOnce() {
        schedule.done(NOON);
        assertThat(isDue(NOON.plus(DAY))).isTrue();
        schedule.done(NOON.plus(DAY));
        assertThat(isDue(NOON.plus(DAY))).isFalse();
    }
}
