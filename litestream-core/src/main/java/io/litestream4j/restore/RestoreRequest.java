package io.litestream4j.restore;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A wish to have a database restored before it is used.
 *
 * @param database the database file
 * @param metaDirectory directory for the engine's own files
 * @param policy when to restore
 * @param target to which point
 * @param requireBackup whether a missing database without a backup is an error
 * @param integrityCheck how the result is checked before it gets its name
 * @param parallelism how many requests are under way at the same time, and on how many threads
 * @param timeout how long all of it may take
 */
public record RestoreRequest(
        Path database,
        Path metaDirectory,
        RestorePolicy policy,
        RestoreTarget target,
        boolean requireBackup,
        IntegrityCheckMode integrityCheck,
        int parallelism,
        Duration timeout) {

    /** Returns whether a restore is asked for even if there is a database; such a wish is carried out once. */
    boolean replacesDatabase() {
        return policy == RestorePolicy.ALWAYS
                || policy == RestorePolicy.IF_MISSING && !(target instanceof RestoreTarget.Latest);
    }

    /** Returns how the restore is done. */
    RestoreSettings settings() {
        return new RestoreSettings(integrityCheck, parallelism, timeout);
    }
}
