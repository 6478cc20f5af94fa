package io.litestream4j.compaction;

import java.time.Duration;

/**
 * What a replica keeps.
 *
 * @param enabled whether anything is deleted; false leaves it to the bucket's own rules
 * @param snapshots every point from this long ago until now can be restored, as exactly as the levels allow; positive
 * @param captures how long single TXIDs can be restored; zero for as long as {@code snapshots}
 * @param daily for how many days a snapshot of each is kept
 * @param weekly for how many weeks
 * @param monthly for how many months
 */
public record RetentionRules(
        boolean enabled, Duration snapshots, Duration captures, int daily, int weekly, int monthly) {

    /** Checks the ranges. */
    public RetentionRules {
        if (snapshots.isNegative() || snapshots.isZero() || captures.isNegative()) {
            throw new IllegalArgumentException("not a time to keep files for: " + snapshots + ", " + captures);
        }
        if (daily < 0 || weekly < 0 || monthly < 0) {
            throw new IllegalArgumentException(
                    "not a number of snapshots to keep: " + daily + ", " + weekly + ", " + monthly);
        }
    }
}
