package io.litestream4j;

import java.time.Duration;

/** When idle databases are looked at: those that are due at about the same time together, so that the thread wakes seldom. */
final class MonitorTimes {

    private static final long GRID_NANOS = Duration.ofMillis(100).toNanos();

    private MonitorTimes() {}

    /**
     * Returns how long to wait before the next look.
     *
     * @param now {@link System#nanoTime()}
     * @param interval the longest time that may pass
     * @return at most {@code interval}; less by up to 100 ms, but never by more than half
     */
    static Duration pause(long now, Duration interval) {
        long nanos = interval.toNanos();
        long early = Math.floorMod(now + nanos, GRID_NANOS);
        return Duration.ofNanos(early <= nanos / 2 ? nanos - early : nanos);
    }
}
