package io.litestream4j.boot.autoconfigure;

import io.litestream4j.boot.autoconfigure.LitestreamProperties.Level;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the durations among the settings of a database, as far as the engine does not: each has an upper bound, and what the
 * engine knows nothing of has to be positive. Those of the replica are its client's to check.
 */
final class DurationRanges {

    /** A hundred years. Nanoseconds are counted in a long, which ends after 292 years, and two of these may be added. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private DurationRanges() {}

    /**
     * Checks all of them.
     *
     * @throws IllegalArgumentException if one is out of range; the message begins with its key, without prefix
     */
    static void check(LitestreamProperties properties) {
        requirePositive("restore.timeout", properties.restore().timeout());
        requirePositive(
                "restore.side-file.timeout", properties.restore().sideFile().timeout());
        requirePositive("marks.timeout", properties.marks().timeout());
        requirePositive("health.max-lag", properties.health().maxLag());
        requireNotLonger("monitor-interval", properties.monitorInterval());
        requireNotLonger("sync-interval", properties.syncInterval());
        requireNotLonger("checkpoint-interval", properties.checkpointInterval());
        requireNotLonger("busy-timeout", properties.busyTimeout());
        requireNotLonger("shutdown-sync-timeout", properties.shutdownSyncTimeout());
        requireNotLonger(properties.levels());
        requireNotLonger("snapshot.interval", properties.snapshot().interval());
        requireNotLonger("snapshot.retention", properties.snapshot().retention());
        requireNotLonger("l0-retention", properties.l0Retention());
        requireNotLonger("verification.interval", properties.verification().interval());
        requireNotLonger("lease.ttl", properties.lease().ttl());
        requireNotLonger("lease.wait", properties.lease().patience());
    }

    private static void requireNotLonger(@Nullable List<Level> levels) {
        for (int i = 0; levels != null && i < levels.size(); i++) {
            requireNotLonger("levels[" + i + "].interval", levels.get(i).interval());
        }
    }

    private static void requirePositive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(key + " must be positive, not " + value);
        }
        requireNotLonger(key, value);
    }

    private static void requireNotLonger(String key, @Nullable Duration value) {
        if (value != null && value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(key + " must be at most " + LONGEST.toDays() + "d, not " + value);
        }
    }
}
