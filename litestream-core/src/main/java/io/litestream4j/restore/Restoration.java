package io.litestream4j.restore;

import io.litestream4j.io.DatabaseAccess;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.restore.DatabaseRestorer.Reached;
import io.litestream4j.restore.RestoreException.Reason;
import io.litestream4j.restore.fetch.WorkerPool;
import io.litestream4j.sqlite.OfflineDatabase;
import io.litestream4j.status.RestoreResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One restore, from the listing to the database in its place.
 *
 * <p>The order is what makes it safe: write under a temporary name → sync → check → make room → publish, only if the name is
 * free → sync the directory. Used once, by one thread.
 */
final class Restoration {

    private static final Logger log = LoggerFactory.getLogger(Restoration.class);

    /** How often a plan is made anew because retention deleted one of its files. */
    private static final int MAX_PLANS = 3;

    private final DatabaseRestorer restorer;
    private final RestoreTarget target;
    private final IntegrityCheckMode integrityCheck;
    private final InstantSource clock;
    private final TimeLimit limit;
    private final WorkerPool pool;
    private final Instant begin;

    Restoration(
            DatabaseRestorer restorer,
            RestoreTarget target,
            IntegrityCheckMode integrityCheck,
            InstantSource clock,
            TimeLimit limit,
            WorkerPool pool) {
        this.restorer = restorer;
        this.target = target;
        this.integrityCheck = integrityCheck;
        this.clock = clock;
        this.limit = limit;
        this.pool = pool;
        this.begin = clock.instant();
    }

    /** Makes room for a database. */
    @FunctionalInterface
    interface Room {

        /** Takes away what is in the way; what is left makes the restore fail. */
        void make() throws IOException;
    }

    /**
     * Plans only.
     *
     * @throws RestoreException if the target cannot be reached
     */
    RestorePlan plan() throws IOException {
        requireNotInFuture();
        return Alarm.within(limit, pool, () -> restorer.plan(target));
    }

    /**
     * Restores.
     *
     * @param database where to; nothing may be there when {@code room} was made
     * @param access who may use it
     */
    RestoreResult run(Path database, DatabaseAccess access, Room room) throws IOException {
        requireNotInFuture();
        return Alarm.within(limit, pool, () -> restore(database, access, room));
    }

    private RestoreResult restore(Path database, DatabaseAccess access, Room room) throws IOException {
        RestorePlan plan = restorer.plan(target);
        try (RestoredFile file = RestoredFile.create(database, access)) {
            return finish(database, file, write(plan, file), room);
        }
    }

    /** Returns the highest TXID that the replica held when it was planned, which the target may not reach. */
    TxId replicaEnd() {
        return restorer.replicaEnd();
    }

    /** Checks a database that is written and synced, and puts it into its place. */
    RestoreResult finish(Path database, RestoredFile file, Reached reached, Room room) throws IOException {
        check(file.path());
        requireNotInterrupted();
        room.make();
        file.publish();
        return result(database, reached);
    }

    /**
     * Writes the newest state, or what is new since another one.
     *
     * @param file holds what {@code before} says; in no state at all if this fails
     * @param before null for none
     * @throws RestoreException with {@link Reason#NO_BACKUP} if there are no LTX files
     */
    StandbyState refresh(RestoredFile file, @Nullable StandbyState before) throws IOException {
        Optional<List<ReplicaFile>> newer = before == null ? Optional.empty() : restorer.planFrom(before.end());
        if (before == null || newer.isEmpty()) {
            return refreshAll(file);
        }
        if (newer.get().isEmpty()) {
            return before;
        }
        List<ReplicaFile> files = newer.get();
        return new StandbyState(files.get(files.size() - 1), restorer.update(files, file, before.newest()));
    }

    private StandbyState refreshAll(RestoredFile file) throws IOException {
        if (restorer.plan(target) instanceof LtxPlan plan) {
            List<ReplicaFile> files = plan.files();
            return new StandbyState(files.get(files.size() - 1), restorer.writeLtx(plan, file));
        }
        throw new RestoreException(Reason.NO_BACKUP, "the replica holds a backup of Litestream 0.3 only");
    }

    private void requireNotInFuture() throws RestoreException {
        if (target instanceof RestoreTarget.AtTime at && at.time().isAfter(begin)) {
            throw new RestoreException(
                    Reason.TIMESTAMP_NOT_AVAILABLE,
                    "the timestamp " + at.time() + " lies in the future: it is " + begin);
        }
    }

    private Reached write(RestorePlan first, RestoredFile file) throws IOException {
        RestorePlan plan = first;
        for (int attempt = 1; ; attempt++) {
            if (log.isDebugEnabled()) {
                log.debug("Restoring {}", plan.describe());
            }
            try {
                return restorer.write(plan, file);
            } catch (ReplicaFileMissingException e) {
                if (attempt == MAX_PLANS) {
                    throw e;
                }
                log.info("Planning the restore anew, as retention was faster: {}", e.getMessage());
                plan = restorer.plan(target);
            }
        }
    }

    private void check(Path file) throws IOException {
        List<String> findings = findings(new OfflineDatabase(file));
        if (!findings.isEmpty()) {
            throw new RestoreException(
                    Reason.INTEGRITY_CHECK_FAILED,
                    "the restored database is damaged, so it was not put in place: " + String.join("; ", findings)
                            + "; restore an older state, or set restore.integrity-check=none to have it all the same");
        }
    }

    /** Whoever has interrupted expects that nothing appears any more. */
    private static void requireNotInterrupted() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted before the restored database was put in place");
        }
    }

    private List<String> findings(OfflineDatabase database) throws IOException {
        try {
            return switch (integrityCheck) {
                case NONE -> List.of();
                case QUICK -> database.quickCheck();
                case FULL -> database.integrityCheck();
            };
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(
                    "the restored database was not put in place: " + e.getMessage()
                            + "; a check needs the collations and functions of the application that indexes or"
                            + " constraints use: set restore.integrity-check=none (on the command line"
                            + " --integrity-check=none) to have it unchecked",
                    e);
        }
    }

    private RestoreResult result(Path database, Reached reached) {
        Instant end = clock.instant();
        RestoreResult result = new RestoreResult(
                database,
                reached.txId(),
                reached.time(),
                restorer.files(),
                restorer.bytes(),
                Duration.between(begin, end),
                end);
        log.info(
                "Restored database={} txid={} time={} files={} bytes={} duration={}",
                result.path(),
                result.txId(),
                result.time(),
                result.files(),
                result.bytes(),
                result.duration());
        return result;
    }
}
