package io.litestream4j.compaction;

import io.litestream4j.ltx.LtxPageFormat;
import io.litestream4j.replica.ReplicaFile;
import java.time.Duration;
import java.util.List;

/**
 * How a replica is kept.
 *
 * @param levels how often files are merged into levels 1, 2, ...; one to eight, each longer than the one before
 * @param snapshots when snapshots are taken of a database that has changed
 * @param retention what is kept
 * @param format how pages are compressed
 */
public record UpkeepSettings(
        List<Duration> levels, NextTime snapshots, RetentionRules retention, LtxPageFormat format) {

    /** Checks the levels. */
    public UpkeepSettings {
        levels = List.copyOf(levels);
        if (levels.isEmpty() || levels.size() >= ReplicaFile.SNAPSHOT_LEVEL) {
            throw new IllegalArgumentException("there can be 1 to 8 levels, not " + levels.size());
        }
        Duration previous = Duration.ZERO;
        for (Duration interval : levels) {
            if (interval.compareTo(previous) <= 0) {
                throw new IllegalArgumentException(
                        "each level's interval has to be longer than the one before: " + levels);
            }
            previous = interval;
        }
    }
}
