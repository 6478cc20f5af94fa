package io.litestream4j.compaction;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The multiples of an interval on the wall clock, counted from the epoch. Something is due once in each interval; a clock
 * that jumps, in whichever direction, makes it due once more and never blocks it.
 *
 * @param interval positive
 */
record Grid(Duration interval) {

    /** Returns the last multiple that is not after an instant. */
    Instant slot(Instant now) {
        return Instant.ofEpochMilli(now.toEpochMilli() - Math.floorMod(now.toEpochMilli(), interval.toMillis()));
    }

    /** Returns how long it is to the next multiple. */
    Duration untilNext(Instant now) {
        return Duration.between(now, slot(now).plus(interval));
    }

    /**
     * Returns whether something is to be done now.
     *
     * @param lastSlot the slot in which it was done last by this process; null if it was not
     * @param newest the time of its newest result; null if there is none
     */
    boolean isDue(Instant now, @Nullable Instant lastSlot, @Nullable Instant newest) {
        Instant slot = slot(now);
        boolean doneByOther = newest != null && !newest.isBefore(slot) && !newest.isAfter(now);
        return !slot.equals(lastSlot) && !doneByOther;
    }
}
