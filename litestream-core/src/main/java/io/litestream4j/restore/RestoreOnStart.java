package io.litestream4j.restore;

import io.litestream4j.io.PositionalOutput;
import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.restore.DatabaseRestorer.ReadOptions;
import io.litestream4j.restore.RestoreException.Reason;
import io.litestream4j.restore.fetch.Deadline;
import io.litestream4j.restore.fetch.Pause;
import io.litestream4j.restore.fetch.Retries;
import io.litestream4j.restore.fetch.WorkerPool;
import io.litestream4j.sqlite.OfflineDatabase;
import io.litestream4j.status.RestoreResult;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores a database before it is used, if that is needed: the package's front door.
 *
 * <p>The order is what makes it safe: write under a temporary name → sync → check → move aside what is there → publish, only
 * if the name is free → sync the directory → remember. Whenever it fails or dies, the database is the old one, or missing,
 * or the complete new one; and what was there before is still there. Safe for use by several threads, for different
 * databases.
 */
public final class RestoreOnStart {

    private static final Logger log = LoggerFactory.getLogger(RestoreOnStart.class);

    /** How often a plan is made anew because retention deleted one of its files. */
    private static final int MAX_PLANS = 3;

    private final ReplicaClient client;
    private final InstantSource clock;
    private final Pause pause;
    private final WorkerPool pool;

    /**
     * Creates an object that restores from one replica.
     *
     * @param client stays open
     * @param clock tells the time
     * @param pause waits between tries
     * @param pool makes the threads that read and write
     */
    public RestoreOnStart(ReplicaClient client, InstantSource clock, Pause pause, WorkerPool pool) {
        this.client = client;
        this.clock = clock;
        this.pause = pause;
        this.pool = pool;
    }

    /**
     * Does what a request asks for. Nothing in this process may have the database open.
     *
     * @return what was restored; empty if there was nothing to do, or no backup and none was required
     * @throws RestoreException if the request cannot be fulfilled
     * @throws io.litestream4j.replica.ReplicaUnavailableException if the store cannot be reached
     * @throws io.litestream4j.io.CorruptDataException if a file of the replica is damaged
     * @throws IOException if anything else fails; whatever the exception, what existed before still does
     */
    public Optional<RestoreResult> run(RestoreRequest request) throws IOException {
        try {
            return decideAndRun(request);
        } catch (FileSystemException e) {
            // Its own message is often no more than a path.
            throw new IOException(
                    "the local disk refuses: " + e + "; check that the database's directory and "
                            + request.metaDirectory() + " can be read and written",
                    e);
        }
    }

    private Optional<RestoreResult> decideAndRun(RestoreRequest request) throws IOException {
        RestoreMarker marker = new RestoreMarker(request, client.url());
        DatabaseFileState state = DatabaseFileState.of(request.database());
        RestoreDecision decision = RestoreDecision.decide(request, state, marker.isDone());
        if (decision instanceof RestoreDecision.Restore restore) {
            return restore(request, restore, marker);
        }
        if (decision instanceof RestoreDecision.Refuse refuse) {
            throw new RestoreException(Reason.NOT_A_DATABASE, refuse.message());
        }
        if (decision instanceof RestoreDecision.Nothing nothing) {
            log(request, nothing, marker);
        }
        return Optional.empty();
    }

    private static void log(RestoreRequest request, RestoreDecision.Nothing nothing, RestoreMarker marker) {
        if (request.replacesDatabase()) {
            log.info(
                    "Not restoring database={} reason='{}'; to do it again, delete {}",
                    request.database(),
                    nothing.reason(),
                    marker.path());
        } else {
            log.debug("Not restoring database={} reason='{}'", request.database(), nothing.reason());
        }
    }

    private Optional<RestoreResult> restore(
            RestoreRequest request, RestoreDecision.Restore decision, RestoreMarker marker) throws IOException {
        try {
            RestoreResult result = restore(request, decision);
            if (request.replacesDatabase()) {
                marker.setDone();
            }
            return Optional.of(result);
        } catch (RestoreException e) {
            boolean newest = decision.target() instanceof RestoreTarget.Latest;
            if (e.reason() != Reason.NO_BACKUP || request.requireBackup() || !newest) {
                throw e;
            }
            log.info("Nothing to restore database={} replica={}: it holds no backup", request.database(), client.url());
            return Optional.empty();
        }
    }

    private RestoreResult restore(RestoreRequest request, RestoreDecision.Restore decision) throws IOException {
        Instant begin = clock.instant();
        requireNotInFuture(decision.target(), begin);
        Deadline deadline = new TimeLimit(clock, request.timeout());
        DatabaseRestorer restorer = new DatabaseRestorer(
                client,
                new Retries(pause, deadline),
                deadline,
                pool,
                new ReadOptions(request.parallelism(), request.integrityCheck() == IntegrityCheckMode.FULL),
                new ProgressLog(request.database(), clock));
        RestorePlan plan = restorer.plan(decision.target());
        // A link to the database stays a link: what it leads to is replaced.
        Path database = decision.moveAside() ? request.database().toRealPath() : request.database();
        try (RestoredFile file = RestoredFile.create(database)) {
            LtxHeader reached = write(restorer, plan, decision.target(), file);
            check(file.path(), request.integrityCheck());
            makeRoom(database, decision.moveAside());
            file.publish();
            return result(request, reached, restorer, begin);
        }
    }

    private RestoreResult result(RestoreRequest request, LtxHeader reached, DatabaseRestorer restorer, Instant begin) {
        Instant end = clock.instant();
        RestoreResult result = new RestoreResult(
                request.database(),
                reached.maxTxId(),
                Instant.ofEpochMilli(reached.timestampMillis()),
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

    private static void requireNotInFuture(RestoreTarget target, Instant now) throws RestoreException {
        if (target instanceof RestoreTarget.AtTime at && at.time().isAfter(now)) {
            throw new RestoreException(
                    Reason.TIMESTAMP_NOT_AVAILABLE, "the timestamp " + at.time() + " lies in the future: it is " + now);
        }
    }

    private static LtxHeader write(
            DatabaseRestorer restorer, RestorePlan first, RestoreTarget target, RestoredFile file) throws IOException {
        RestorePlan plan = first;
        for (int attempt = 1; ; attempt++) {
            log.debug("Restoring {}", plan.describe());
            try (PositionalOutput output = file.open()) {
                return restorer.write(plan, output);
            } catch (ReplicaFileMissingException e) {
                if (attempt == MAX_PLANS) {
                    throw e;
                }
                plan = restorer.plan(target);
            }
        }
    }

    private static void check(Path file, IntegrityCheckMode mode) throws RestoreException {
        OfflineDatabase database = new OfflineDatabase(file);
        List<String> findings =
                switch (mode) {
                    case NONE -> List.of();
                    case QUICK -> database.quickCheck();
                    case FULL -> database.integrityCheck();
                };
        if (!findings.isEmpty()) {
            throw new RestoreException(
                    Reason.INTEGRITY_CHECK_FAILED,
                    "the restored database is damaged, so it was not put in place: " + String.join("; ", findings)
                            + "; restore an older state, or set restore.integrity-check=none to have it all the same");
        }
    }

    private void makeRoom(Path database, boolean moveAside) throws IOException {
        AsideMover mover = new AsideMover(database, clock.instant());
        if (moveAside) {
            mover.moveDatabase();
            log.info("Moved the existing database={} to {}", database, mover.aside());
        } else if (mover.moveCompanions()) {
            log.warn("Moved what a missing database={} had left behind to {}-*", database, mover.aside());
        }
    }
}
