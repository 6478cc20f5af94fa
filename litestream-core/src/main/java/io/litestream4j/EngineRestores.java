package io.litestream4j;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.restore.ReplicaRestore;
import io.litestream4j.restore.RestoreOnStart;
import io.litestream4j.restore.RestorePlan;
import io.litestream4j.restore.RestoreProgress;
import io.litestream4j.restore.RestoreRequest;
import io.litestream4j.restore.RestoreSettings;
import io.litestream4j.restore.RestoreTarget;
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

/** The restores and verifications of one database. Safe for use by several threads. */
final class EngineRestores {

    private final DatabaseOptions options;
    private final ReplicaClient replica;
    private final StatusBoard board;
    private final InstantSource clock;

    EngineRestores(DatabaseOptions options, ReplicaClient replica, StatusBoard board, InstantSource clock) {
        this.options = options;
        this.replica = replica;
        this.board = board;
        this.clock = clock;
    }

    /** Restores the database itself if its settings ask for it. */
    Optional<RestoreResult> onStart() throws IOException {
        return new RestoreOnStart(replica, clock, restore()).run(request());
    }

    /** Restores the newest state of the database itself; what is there is moved aside. */
    RestoreResult replace() throws IOException {
        return new RestoreOnStart(replica, clock, restore()).replace(request());
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
                            + e.getMessage(),
                    e);
        }
    }

    RestoreResult restoreTo(Path file, RestoreTarget target, Duration timeout) {
        try {
            return restore().restoreTo(file.toAbsolutePath(), target, settings(timeout));
        } catch (IOException e) {
            throw new LitestreamException(
                    "Cannot restore " + options.replicaUrl() + " to " + file + ": " + e.getMessage(), e);
        }
    }

    VerificationReport verify(VerifyMode mode) {
        try {
            return new ReplicaVerifier(
                            replica,
                            EngineThreads::pause,
                            threads -> EngineThreads.pool("verify", options.name(), threads),
                            (bytes, total) -> {})
                    .verify(mode, options.restore().parallelism());
        } catch (IOException e) {
            throw new LitestreamException("Cannot verify " + options.replicaUrl() + ": " + e.getMessage(), e);
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
