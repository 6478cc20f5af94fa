package io.litestream4j.compaction;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says when something is due: once for each of its times, and at once if it was never done. A clock that jumps ahead makes
 * it due once more; one that jumps back, or has been ahead, delays it by no more than to its next time. For one thread.
 */
final class Schedule {

    private final NextTime times;
    private @Nullable Instant last;

    Schedule(NextTime times) {
        this.times = times;
    }

    /**
     * Returns whether it is due.
     *
     * @param newest the time of its newest result, by which to go on after a restart; null if there is none
     */
    boolean isDue(Instant now, @Nullable Instant newest) {
        Instant reference = last != null ? last : newest;
        if (reference == null) {
            return true;
        }
        if (reference.isAfter(now)) {
            last = now;
            return false;
        }
        return !times.after(reference).isAfter(now);
    }

    /** Tells that it was done. */
    void done(Instant now) {
        last = now;
    }

    /** Returns how long it is to its next time. */
    Duration untilNext(Instant now) {
        return Duration.between(now, times.after(now));
    }
}
