package io.litestream4j;

import io.litestream4j.io.DatabaseAccess;
import io.litestream4j.io.FileFailures;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.restore.ReplicaRestore;
import io.litestream4j.restore.RestoreOnStart;
import io.litestream4j.restore.RestorePlan;
import io.litestream4j.restore.RestoreProgress;
import io.litestream4j.restore.RestoreRequest;
import io.litestream4j.restore.RestoreSettings;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.restore.StandbyCopy;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.status.RestoreResult;
import io.litestream4j.status.StatusBoard;
import io.litestream4j.verify.ReplicaVerifier;
import io.litestream4j.verify.VerificationReport;
import io.litestream4j.verify.VerifyMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The restores and verifications of one database. Safe for use by several threads, but for what is done at its start. */
final class EngineRestores {

    private static final Logger log = LoggerFactory.getLogger(EngineRestores.class);

    /** So often that the last file of the copy is still in level 0 when it is to be gone on from. */
    private static final Duration REFRESH_INTERVAL = Duration.ofMinutes(1);

    private final DatabaseOptions options;
    private final ReplicaClient replica;
    private final StatusBoard board;
    private final InstantSource clock;
    private final StandbyCopy copy;

    // Of the thread that waits for the lease.
    private Instant nextRefresh = Instant.MIN;

    EngineRestores(DatabaseOptions options, ReplicaClient replica, StatusBoard board, InstantSource clock) {
        this.options = options;
        this.replica = replica;
        this.board = board;
        this.clock = clock;
        this.copy = new StandbyCopy(restore(), request());
    }

    /**
     * Restores to a copy, or brings that up to date if it was not done for a while, as long as somebody else writes to the
     * replica. What fails is logged only: the restore itself is still to come. Not at the same time as {@link #onStart}.
     */
    void prepare() {
        Instant now = clock.instant();
        if (now.isBefore(nextRefresh)) {
            return;
        }
        try {
            new RestoreOnStart(replica, clock, restore()).prepare(request(), copy);
        } catch (IOException | RuntimeException e) {
            log.info("Cannot restore while waiting database={}: {}", options.name(), e.toString());
        }
        nextRefresh = clock.instant().plus(REFRESH_INTERVAL);
    }

    /** Restores the database itself if its settings ask for it, from the copy if there is one. */
    Optional<RestoreResult> onStart() throws IOException {
        return new RestoreOnStart(replica, clock, restore()).run(request(), copy);
    }

    /** Restores the newest state of the database itself; what is there is moved aside. */
    RestoreResult replace() throws IOException {
        return new RestoreOnStart(replica, clock, restore()).replace(request());
    }

    /** Deletes the copy, if it did not become the database. */
    void dropCopy() {
        try {
            copy.close();
        } catch (IOException e) {
            log.info("Cannot delete what was restored while waiting database={}: {}", options.name(), e.toString());
        }
    }

    private RestoreRequest request() {
        RestoreOptions restore = options.restore();
        return new RestoreRequest(
                options.path(),
                options.metaPath(),
                restore.onStart(),
                restore.target(),
                restore.requireBackup(),
                restore.integrityCheck(),
                restore.parallelism(),
                restore.timeout());
    }

    RestorePlan plan(RestoreTarget target, Duration timeout) {
        try {
            return restore().plan(target, settings(timeout));
        } catch (IOException e) {
            throw new LitestreamException(
                    "No restore of " + options.name() + " to " + target + " from " + options.replicaUrl() + ": "
                            + FileFailures.describe(e),
                    e);
        }
    }

    RestoreResult restoreTo(Path file, RestoreTarget target, Duration timeout) {
        try {
            DatabaseAccess access = DatabaseAccess.of(options.path());
            return restore().restoreTo(file.toAbsolutePath(), access, target, settings(timeout));
        } catch (IOException e) {
            throw new LitestreamException(
                    "Cannot restore " + options.replicaUrl() + " to " + file + ": " + FileFailures.describe(e), e);
        }
    }

    VerificationReport verify(VerifyMode mode) {
        return verify(mode, options.restore().parallelism());
    }

    /** Verifies with so many threads. */
    VerificationReport verify(VerifyMode mode, int parallelism) {
        try {
            return new ReplicaVerifier(
                            replica,
                            EngineThreads::pause,
                            threads -> EngineThreads.pool("verify", options.name(), threads),
                            (bytes, total) -> {})
                    .verify(mode, parallelism);
        } catch (IOException e) {
            throw new LitestreamException("Cannot verify " + options.replicaUrl() + ": " + FileFailures.describe(e), e);
        }
    }

    private RestoreSettings settings(Duration timeout) {
        RestoreOptions restore = options.restore();
        return new RestoreSettings(restore.integrityCheck(), restore.parallelism(), timeout);
    }

    private ReplicaRestore restore() {
        return new ReplicaRestore(
                replica,
                clock,
                System::nanoTime,
                EngineThreads::pause,
                threads -> EngineThreads.pool("restore", options.name(), threads),
                new Events());
    }

    /** Publishes progress a few times a second. */
    private final class Events implements RestoreProgress {

        private static final Duration INTERVAL = Duration.ofMillis(200);

        private Instant next = Instant.MIN;

        @Override
        public synchronized void onProgress(long bytes, long total) {
            Instant now = clock.instant();
            if (!now.isBefore(next)) {
                next = now.plus(INTERVAL);
                board.publish(new DatabaseEvent.Restoring(options.name(), bytes, Math.max(bytes, total)));
            }
        }
    }
}
