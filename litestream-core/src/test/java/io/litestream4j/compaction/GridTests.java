package io.litestream4j.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GridTests {

    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final Grid grid = new Grid(Duration.ofMinutes(5));

    @Test
    void slotsAreMultiplesOfTheInterval() {
        assertThat(grid.slot(NOON.plusSeconds(299))).isEqualTo(NOON);
        assertThat(grid.slot(NOON.plusSeconds(300))).isEqualTo(NOON.plusSeconds(300));
    }

    @Test
    void nextSlotIsAtTheEndOfThisOne() {
        assertThat(grid.untilNext(NOON)).isEqualTo(Duration.ofMinutes(5));
        assertThat(grid.untilNext(NOON.plusSeconds(299))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void isDueOnceInEachSlot() {
        assertThat(grid.isDue(NOON, null, null)).isTrue();
        assertThat(grid.isDue(NOON.plusSeconds(1), NOON, null)).isFalse();
        assertThat(grid.isDue(NOON.plusSeconds(300), NOON, null)).isTrue();
    }

    @Test
    void isNotDueAfterARestartIfTheSlotHasItsResult() {
        assertThat(grid.isDue(NOON.plusSeconds(20), null, NOON.plusSeconds(10))).isFalse();
        assertThat(grid.isDue(NOON.plusSeconds(20), null, NOON.minusSeconds(10)))
                .isTrue();
    }

    @Test
    void clockThatJumpsBackDoesNotBlockIt() {
        assertThat(grid.isDue(NOON.minus(DAY), NOON, NOON)).isTrue();
    }

    @Test
    void clockThatJumpsAheadMakesItDueOnce() {
        assertThat(grid.isDue(NOON.plus(DAY), NOON, NOON)).isTrue();
        assertThat(grid.isDue(NOON.plus(DAY), grid.slot(NOON.plus(DAY)), NOON)).isFalse();
    }
}
