package io.litestream4j;

import io.litestream4j.restore.IntegrityCheckMode;
import io.litestream4j.restore.OnBehind;
import io.litestream4j.restore.RestorePolicy;
import io.litestream4j.restore.RestoreTarget;
import java.time.Duration;

/**
 * How a database is restored before it is used.
 *
 * @param onStart when to restore
 * @param target to which point
 * @param requireBackup whether a missing database without a backup is an error
 * @param integrityCheck how the result is checked
 * @param parallelism how many requests are under way at the same time, and on how many threads, 1 or more
 * @param timeout how long a restore, or waiting for the store, may take
 * @param onBehind what happens to a database that has lost its last commits with the power
 */
public record RestoreOptions(
        RestorePolicy onStart,
        RestoreTarget target,
        boolean requireBackup,
        IntegrityCheckMode integrityCheck,
        int parallelism,
        Duration timeout,
        OnBehind onBehind) {

    /** How many requests are under way at the same time by default. */
    public static final int DEFAULT_PARALLELISM = 8;

    /** The newest state when the database file is missing, with a quick check, within an hour. */
    public static final RestoreOptions DEFAULTS = new RestoreOptions(
            RestorePolicy.IF_MISSING,
            new RestoreTarget.Latest(),
            false,
            IntegrityCheckMode.QUICK,
            DEFAULT_PARALLELISM,
            Duration.ofHours(1),
            OnBehind.ROLL_FORWARD);

    /** Checks the ranges. */
    public RestoreOptions {
        if (parallelism < 1) {
            throw new IllegalArgumentException("restore.parallelism must be at least 1, not " + parallelism);
        }
    }

    /** Takes the default parallelism, and rolls forward. */
    public RestoreOptions(
            RestorePolicy onStart,
            RestoreTarget target,
            boolean requireBackup,
            IntegrityCheckMode integrityCheck,
            Duration timeout) {
        this(onStart, target, requireBackup, integrityCheck, DEFAULT_PARALLELISM, timeout, OnBehind.ROLL_FORWARD);
    }

    /** Returns these options with another answer to lost commits. */
    public RestoreOptions withOnBehind(OnBehind value) {
        return new RestoreOptions(onStart, target, requireBackup, integrityCheck, parallelism, timeout, value);
    }
}
