package io.litestream4j.restore;

import io.litestream4j.io.DatabaseAccess;
import io.litestream4j.io.FileFailures;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.restore.RestoreException.Reason;
import io.litestream4j.status.RestoreResult;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores a database before it is used, if that is needed: the package's front door.
 *
 * <p>What is there is moved aside when the restored database is ready to take its place, and that this was done is remembered
 * after that. Whenever it fails or dies, the database is the old one, or missing,
 * or the complete new one; and what was there before is still there. Safe for use by several threads, for different
 * databases.
 */
public final class RestoreOnStart {

    private static final Logger log = LoggerFactory.getLogger(RestoreOnStart.class);

    private final ReplicaClient client;
    private final InstantSource clock;
    private final ReplicaRestore restore;

    /**
     * Creates an object that restores from one replica.
     *
     * @param client stays open
     * @param clock tells the time
     * @param restore restores from that replica
     */
    public RestoreOnStart(ReplicaClient client, InstantSource clock, ReplicaRestore restore) {
        this.client = client;
        this.clock = clock;
        this.restore = restore;
    }

    /**
     * Restores what a request will ask for, if it is the newest state in the place of nothing, to a copy that {@link #run} goes
     * on from. May be called several times, and costs a listing if there is nothing new.
     *
     * @throws IOException if that is not possible now; nothing is lost
     */
    public void prepare(RestoreRequest request, StandbyCopy copy) throws IOException {
        RestoreMarker marker = new RestoreMarker(request, client.url());
        DatabaseFileState state = DatabaseFileState.of(request.database());
        if (goesOnFromCopy(RestoreDecision.decide(request, state, marker.isDone()))) {
            copy.refresh();
        }
    }

    private static boolean goesOnFromCopy(RestoreDecision decision) {
        return decision instanceof RestoreDecision.Restore restore
                && restore.target() instanceof RestoreTarget.Latest
                && !restore.moveAside();
    }

    /**
     * Does what a request asks for. Nothing in this process may have the database open.
     *
     * @param copy what was prepared, perhaps nothing
     * @return what was restored; empty if there was nothing to do, or no backup and none was required
     * @throws RestoreException if the request cannot be fulfilled
     * @throws io.litestream4j.replica.ReplicaUnavailableException if the store cannot be reached
     * @throws io.litestream4j.io.CorruptDataException if a file of the replica is damaged
     * @throws IOException if anything else fails; whatever the exception, what existed before still does
     */
    public Optional<RestoreResult> run(RestoreRequest request, StandbyCopy copy) throws IOException {
        try {
            return decideAndRun(request, copy);
        } catch (FileSystemException e) {
            throw new IOException(
                    "the local disk refuses: " + FileFailures.describe(e) + "; check that the database's directory and "
                            + request.metaDirectory() + " can be read and written",
                    e);
        }
    }

    /**
     * Restores the newest state in place of a database, which is moved aside. Nothing in this process may have it open.
     *
     * @return what was restored
     * @throws IOException as {@link #run}
     */
    public RestoreResult replace(RestoreRequest request) throws IOException {
        return restore(request, new RestoreDecision.Restore(new RestoreTarget.Latest(), true));
    }

    private Optional<RestoreResult> decideAndRun(RestoreRequest request, StandbyCopy copy) throws IOException {
        RestoreMarker marker = new RestoreMarker(request, client.url());
        DatabaseFileState state = DatabaseFileState.of(request.database());
        RestoreDecision decision = RestoreDecision.decide(request, state, marker.isDone());
        if (decision instanceof RestoreDecision.Restore restore) {
            return restore(request, restore, marker, copy);
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
            RestoreRequest request, RestoreDecision.Restore decision, RestoreMarker marker, StandbyCopy copy)
            throws IOException {
        try {
            RestoreResult result = goesOnFromCopy(decision) && copy.isReady()
                    ? publish(request, decision, copy)
                    : restore(request, decision);
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

    private RestoreResult publish(RestoreRequest request, RestoreDecision.Restore decision, StandbyCopy copy)
            throws IOException {
        try {
            return copy.publish(() -> makeRoom(request.database(), false));
        } catch (IOException e) {
            log.info(
                    "Restoring anew database={}: its copy cannot be brought up to date: {}",
                    request.database(),
                    e.toString());
            copy.close();
            return restore(request, decision);
        }
    }

    private RestoreResult restore(RestoreRequest request, RestoreDecision.Restore decision) throws IOException {
        // A link to the database stays a link: what it leads to is replaced.
        Path database = decision.moveAside() ? request.database().toRealPath() : request.database();
        Restoration restoration = restore.restoration(request.database(), decision.target(), request.settings());
        RestoreResult result =
                restoration.run(database, DatabaseAccess.of(database), () -> makeRoom(database, decision.moveAside()));
        if (!(decision.target() instanceof RestoreTarget.Latest)) {
            warn(decision.target(), result, restoration.replicaEnd());
        }
        return result;
    }

    /** That a target was restored is remembered on this disk only. */
    private static void warn(RestoreTarget target, RestoreResult result, TxId replicaEnd) {
        log.warn(
                "Restored a point in time database={} target='{}' txid={} time={}{}. This is done: remove the target"
                        + " (restore.txid, restore.timestamp or restore.mark). If it stays set, a start with a new disk goes"
                        + " back again, and what is written until then is in the replica's history only",
                result.path(),
                target,
                result.txId(),
                result.time(),
                replicaEnd.isAfter(result.txId()) ? ", while the replica goes on to txid=" + replicaEnd : "");
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
