package io.litestream4j;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a replica is kept small, and what of it.
 *
 * @param levels how often files are merged into levels 1, 2, ...; one to eight, each longer than the one before
 * @param snapshotInterval how often a snapshot is taken of a database that has changed
 * @param snapshotTimes returns the first time after another at which a snapshot is taken; null for the multiples of
 *     {@code snapshotInterval}
 * @param snapshotRetention every point from this long ago until now can be restored, as exactly as the levels allow
 * @param l0Retention how long every single TXID can be restored; zero for as long as {@code snapshotRetention}
 * @param retentionEnabled whether files are deleted from the replica; false leaves it to the rules of the bucket
 * @param keepDaily for how many days the last snapshot of each is kept, beside what {@code snapshotRetention} keeps
 * @param keepWeekly for how many weeks
 * @param keepMonthly for how many months
 * @param localMaxSize bytes of local copies of uploaded files, which save downloads, zero for none; and, from
 *     16 MiB on, of files that wait for the replica: beyond that, changes stay in the WAL
 */
public record UpkeepOptions(
        List<Duration> levels,
        Duration snapshotInterval,
        @Nullable UnaryOperator<Instant> snapshotTimes,
        Duration snapshotRetention,
        Duration l0Retention,
        boolean retentionEnabled,
        int keepDaily,
        int keepWeekly,
        int keepMonthly,
        long localMaxSize) {

    /** Litestream's intervals, and 256 MiB of local copies. */
    public static final UpkeepOptions DEFAULTS = new UpkeepOptions(
            List.of(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(1)),
            Duration.ofHours(24),
            null,
            Duration.ofHours(24),
            Duration.ofMinutes(5),
            true,
            0,
            0,
            0,
            256L << 20);

    /** Checks the ranges. */
    public UpkeepOptions {
        levels = List.copyOf(levels);
        if (levels.isEmpty() || levels.size() > 8) {
            throw new IllegalArgumentException("levels: there can be 1 to 8, not " + levels.size());
        }
        require(
                levels.stream().allMatch(interval -> interval.toMillis() > 0),
                "levels: each interval must be positive: " + levels);
        Duration previous = Duration.ZERO;
        for (Duration interval : levels) {
            if (interval.compareTo(previous) <= 0) {
                throw new IllegalArgumentException(
                        "levels: each interval has to be longer than the one before: " + levels);
            }
            previous = interval;
        }
        require(snapshotInterval.toMillis() > 0, "snapshot.interval must be positive, not " + snapshotInterval);
        require(snapshotRetention.toMillis() > 0, "snapshot.retention must be positive, not " + snapshotRetention);
        require(!l0Retention.isNegative(), "l0-retention must not be negative, but is " + l0Retention);
        require(
                keepDaily >= 0 && keepWeekly >= 0 && keepMonthly >= 0,
                "snapshot.keep: numbers of days, weeks and months must not be negative");
        require(localMaxSize >= 0, "local.max-size must not be negative, but is " + localMaxSize);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
