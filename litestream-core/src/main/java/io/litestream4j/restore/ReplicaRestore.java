package io.litestream4j.restore;

import io.litestream4j.io.DatabaseAccess;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.restore.DatabaseRestorer.ReadOptions;
import io.litestream4j.restore.RestoreException.Reason;
import io.litestream4j.restore.fetch.Pause;
import io.litestream4j.restore.fetch.Retries;
import io.litestream4j.restore.fetch.RetryLog;
import io.litestream4j.restore.fetch.WorkerPool;
import io.litestream4j.status.RestoreResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Plans and restores from one replica, to a file of its own beside what is in use. Safe for use by several threads, for
 * different files.
 */
public final class ReplicaRestore {

    private final ReplicaClient client;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Pause pause;
    private final WorkerPool pool;
    private final RestoreProgress progress;

    /**
     * Creates an object that restores from one replica.
     *
     * @param client stays open
     * @param clock tells the time
     * @param nanos tells monotonic time
     * @param pause waits between tries
     * @param pool makes the threads that read and write
     * @param progress hears how far a restore has come
     */
    public ReplicaRestore(
            ReplicaClient client,
            InstantSource clock,
            LongSupplier nanos,
            Pause pause,
            WorkerPool pool,
            RestoreProgress progress) {
        this.client = client;
        this.clock = clock;
        this.nanos = nanos;
        this.pause = pause;
        this.pool = pool;
        this.progress = progress;
    }

    /**
     * Says what a restore would read and reach, at the cost of a listing.
     *
     * @throws RestoreException if the target cannot be reached
     * @throws io.litestream4j.replica.ReplicaUnavailableException if the store cannot be reached
     */
    public RestorePlan plan(RestoreTarget target, RestoreSettings settings) throws IOException {
        return restoration(Path.of(""), target, settings).plan();
    }

    /**
     * Restores as {@link #restoreTo(Path, DatabaseAccess, RestoreTarget, RestoreSettings)} does, for whom SQLite lets use a new
     * database.
     */
    public RestoreResult restoreTo(Path file, RestoreTarget target, RestoreSettings settings) throws IOException {
        return restoreTo(file, DatabaseAccess.of(file), target, settings);
    }

    /**
     * Restores to a file that does not exist yet. It appears complete, synced and checked, or not at all.
     *
     * @param access who may use the file
     * @return what was reached
     * @throws RestoreException if the target cannot be reached, or if there is something in the place of the file, of
     *     its WAL or of its journal
     * @throws io.litestream4j.replica.ReplicaUnavailableException if the store cannot be reached
     * @throws io.litestream4j.io.CorruptDataException if a file of the replica is damaged
     */
    public RestoreResult restoreTo(Path file, DatabaseAccess access, RestoreTarget target, RestoreSettings settings)
            throws IOException {
        // SQLite would take a WAL or journal of another database for this one's.
        for (String suffix : List.of("", "-wal", "-journal", "-shm")) {
            // The root of a file system has no name that anything could be appended to, but exists.
            Path taken = suffix.isEmpty() ? file : file.resolveSibling(file.getFileName() + suffix);
            if (Files.exists(taken, LinkOption.NOFOLLOW_LINKS)) {
                throw new RestoreException(
                        Reason.TARGET_EXISTS, taken + " exists: a restore overwrites nothing; choose another name");
            }
        }
        return restoration(file, target, settings).run(file, access, () -> {});
    }

    /** Prepares a restore; {@code database} is for the log only. */
    Restoration restoration(Path database, RestoreTarget target, RestoreSettings settings) {
        TimeLimit deadline = new TimeLimit(nanos, settings.timeout());
        RestoreProgress log = new ProgressLog(database, clock);
        DatabaseRestorer restorer = new DatabaseRestorer(
                client,
                new Retries(pause, deadline, new RetryLog(client.url(), nanos)),
                deadline,
                pool,
                new ReadOptions(settings.parallelism(), settings.integrityCheck() == IntegrityCheckMode.FULL),
                (bytes, total) -> {
                    log.onProgress(bytes, total);
                    progress.onProgress(bytes, total);
                });
        return new Restoration(restorer, target, settings.integrityCheck(), clock, deadline, pool);
    }
}
