package io.litestream4j;

import io.litestream4j.io.FileFailures;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.MeteredReplicaClient;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaEnd;
import io.litestream4j.restore.RestorePlan;
import io.litestream4j.restore.RestorePolicy;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.rollforward.BehindCheck;
import io.litestream4j.staging.Outbox;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.status.DatabaseListener;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.DatabaseStatus;
import io.litestream4j.status.Mark;
import io.litestream4j.status.RestoreResult;
import io.litestream4j.status.Stage;
import io.litestream4j.status.StatusBoard;
import io.litestream4j.upload.ReplicaProgress;
import io.litestream4j.verify.VerificationReport;
import io.litestream4j.verify.VerifyMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of one database: restore, start, stop, close. */
final class EngineDatabase implements LitestreamDatabase {

    private static final Logger log = LoggerFactory.getLogger(EngineDatabase.class);

    /** How long a commit may wait for the capture thread without being called missing. */
    private static final Duration UNSEEN = Duration.ofSeconds(1);

    /** How long requests may take to end that a verification has under way. */
    private static final Duration VERIFICATION_END = Duration.ofSeconds(10);

    private final DatabaseOptions options;
    private final ReplicaClient replica;
    private final OneWriter writer;
    private final StatusBoard board;
    private final StatusReporter reporter;
    private final Outbox outbox = new Outbox();
    private final SharedThreads threads;
    private final Surroundings surroundings;
    private final MetaPath metaPath;
    private final Runnable onClose;
    private final EngineRestores restores;
    private final EngineMarks marks;

    /** Null before the first start and after the close; a commit reads it without a lock. */
    private volatile @Nullable DatabaseEngine engine;

    private volatile boolean running;
    private @Nullable DatabaseVerification verification;
    private ShutdownResult shutdown;
    private Duration shutdownLeft = Duration.ZERO;

    EngineDatabase(
            DatabaseOptions options,
            SharedThreads threads,
            SharedLeases leases,
            Surroundings surroundings,
            Runnable onClose) {
        this.options = options;
        this.threads = threads;
        this.surroundings = surroundings;
        this.metaPath = new MetaPath(options, surroundings);
        this.onClose = onClose;
        this.shutdown = new ShutdownResult(options.name(), true, TxId.NONE, TxId.NONE);
        this.board = new StatusBoard(DatabaseStatus.starting(options.name(), options.path(), options.replicaUrl()));
        this.reporter = new StatusReporter(options.name(), board, outbox, surroundings.clock());
        ReplicaClient metered = new MeteredReplicaClient(
                surroundings
                        .stores()
                        .apply(options.replica()
                                .withDatabase(options.path())
                                .withExecutor(task -> EngineThreads.start("request", options.name(), task))),
                reporter::requested);
        this.writer = new OneWriter(options, metered, leases, reporter, surroundings.clock());
        this.replica = writer.client();
        this.restores = new EngineRestores(options, replica, board, surroundings.clock());
        this.marks = new EngineMarks(options, replica, board, surroundings.clock());
    }

    @Override
    public DatabaseOptions options() {
        return options;
    }

    @Override
    public synchronized Optional<RestoreResult> restoreOnStart() {
        if (engine != null) {
            throw new LitestreamException(options.name() + " is replicated already: it cannot be restored now", null);
        }
        if (options.restore().onStart() != RestorePolicy.NEVER) {
            metaPath.requireWritable();
        }
        try {
            acquireLease(restores::prepare);
            return restoreNow();
        } finally {
            restores.dropCopy();
        }
    }

    private Optional<RestoreResult> restoreNow() {
        DatabaseState before = board.get().state();
        show(DatabaseState.RESTORING);
        try {
            Optional<RestoreResult> result = restore();
            result.ifPresent(restored -> {
                board.update(status -> status.withLastRestore(restored));
                board.publish(new DatabaseEvent.Restored(options.name(), restored));
            });
            return result;
        } catch (IOException e) {
            reporter.failed(Stage.RESTORE, e, false);
            throw new LitestreamException(
                    "Cannot restore " + options.path() + " from " + options.replicaUrl() + ": "
                            + FileFailures.describe(e),
                    e);
        } finally {
            show(before);
        }
    }

    /** Shows a state before the start. A fence may close meanwhile, and stays closed. */
    private void show(DatabaseState state) {
        board.update(status -> status.state() == DatabaseState.FENCED ? status : status.withState(state));
    }

    /** Waits for the lease, if one is needed: what is restored then is the last that anybody else has written. */
    private void acquireLease(Runnable meanwhile) {
        if (!writer.lease().isRequired()) {
            return;
        }
        DatabaseState before = board.get().state();
        show(DatabaseState.STANDBY);
        try {
            writer.lease().acquire(meanwhile);
        } catch (IOException | IllegalArgumentException e) {
            throw new LitestreamException(options.name() + ": " + FileFailures.describe(e), e);
        } finally {
            show(before);
        }
    }

    private Optional<RestoreResult> restore() throws IOException {
        boolean missing = !Files.exists(options.path());
        Optional<RestoreResult> result = restores.onStart();
        if (result.isPresent() || missing && options.restore().onStart() != RestorePolicy.NEVER) {
            metaPath.origin().write(origin(result));
        }
        return result.isEmpty() && !missing ? rollForward().run() : result;
    }

    private RollForward rollForward() throws IOException {
        return new RollForward(options, new BehindCheck(replica), restores, metaPath.identity(), metaPath.origin());
    }

    /** Returns where the replica ended when the local database was made, or found to be missing on both sides. */
    private TxId origin(Optional<RestoreResult> restored) throws IOException {
        boolean newest = options.restore().target() instanceof RestoreTarget.Latest;
        boolean known = restored.isEmpty() || newest && !restored.get().txId().isNone();
        return known
                ? restored.map(RestoreResult::txId).orElse(TxId.NONE)
                : ReplicaEnd.last(ReplicaEnd.newest(replica));
    }

    @Override
    public RestorePlan plan(RestoreTarget target, Duration timeout) {
        return restores.plan(target, timeout);
    }

    @Override
    public RestoreResult restoreTo(Path file, RestoreTarget target, Duration timeout) {
        return restores.restoreTo(file, target, timeout);
    }

    @Override
    public VerificationReport verify(VerifyMode mode) {
        return restores.verify(mode);
    }

    @Override
    public synchronized void start() {
        if (engine == null) {
            checkEnvironment();
            acquireLease(() -> {});
            checkStore();
            try {
                engine = DatabaseEngine.start(
                        options, replica, writer.fence(), outbox, reporter, threads, marks, surroundings);
            } catch (IOException e) {
                throw metaPath.unusable(e);
            }
        }
        engine.resumeSnapshots();
        if (!running) {
            startVerification();
        }
        running = true;
        reporter.running(true);
        log.info("Replicating database={} path={} replica={}", options.name(), options.path(), options.replicaUrl());
    }

    private void startVerification() {
        VerificationOptions wanted = options.verification();
        if (wanted.interval() != null) {
            // With one thread: nobody waits for it.
            verification = new DatabaseVerification(
                    options.name(), wanted.interval(), () -> restores.verify(wanted.mode(), 1), reporter);
            threads.verification().add(verification);
        }
    }

    private void endVerification() {
        if (verification != null) {
            verification.end();
        }
    }

    private void forgetVerification() {
        if (verification != null) {
            threads.verification().remove(verification, VERIFICATION_END);
            verification = null;
        }
    }

    private void checkEnvironment() {
        try {
            EnvironmentCheck.require(options);
        } catch (IOException e) {
            throw new LitestreamException(options.name() + " cannot be replicated: " + FileFailures.describe(e), e);
        }
    }

    private void checkStore() {
        try {
            writer.store().checkAtStart();
        } catch (IOException e) {
            throw new LitestreamException(options.name() + " cannot be replicated: " + FileFailures.describe(e), e);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void aboutToWrite() {
        DatabaseEngine current = engine;
        if (current != null) {
            current.aboutToWrite();
        }
    }

    @Override
    public void committed() {
        DatabaseEngine current = engine;
        if (current != null) {
            current.committed();
        }
    }

    @Override
    public TxId sync(Duration timeout) {
        DatabaseEngine current = running();
        long deadline = System.nanoTime() + timeout.toNanos();
        return syncUntil(current, deadline);
    }

    private TxId syncUntil(DatabaseEngine current, long deadline) {
        return await(current.progress(), captured(current, deadline), deadline);
    }

    /** Returns the TXID of exactly what was committed before. */
    private TxId captured(DatabaseEngine current, long deadline) {
        answer(current.listed().copy(), deadline);
        return answer(current.capture().capture(), deadline);
    }

    @Override
    public TxId snapshot(Duration timeout) {
        DatabaseEngine current = running();
        long deadline = System.nanoTime() + timeout.toNanos();
        return answer(current.snapshot(), deadline, "a snapshot");
    }

    @Override
    public Mark mark(String name) {
        return mark(name, ThisProcess.name(), options.shutdownSyncTimeout());
    }

    @Override
    public Mark mark(String name, String creator, Duration timeout) {
        DatabaseEngine current = running();
        long deadline = System.nanoTime() + timeout.toNanos();
        return marks.mark(name, creator, () -> {
            TxId txId = captured(current, deadline);
            await(current.progress(), txId, deadline);
            return txId;
        });
    }

    @Override
    public boolean deleteMark(String name) {
        return marks.delete(name);
    }

    @Override
    public List<Mark> marks() {
        return marks.list();
    }

    private DatabaseEngine running() {
        DatabaseEngine current = engine;
        if (current == null || !running) {
            throw new LitestreamException(options.name() + " is not replicated now", null);
        }
        writer.fence().requireOpen(options.name());
        return current;
    }

    private <T> T answer(CompletableFuture<T> answer, long deadline) {
        return answer(answer, deadline, "the last commits");
    }

    private <T> T answer(CompletableFuture<T> answer, long deadline, String what) {
        try {
            return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw late(what);
        } catch (CancellationException e) {
            throw closed(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CancellationException) {
                throw closed(e);
            }
            writer.fence().requireOpen(options.name());
            Throwable cause = e.getCause();
            String reason =
                    cause instanceof IOException failure ? FileFailures.describe(failure) : String.valueOf(cause);
            throw new LitestreamException(options.name() + ": " + reason, cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw late(what);
        }
    }

    private TxId await(ReplicaProgress progress, TxId txId, long deadline) {
        try {
            if (progress.await(txId, Duration.ofNanos(deadline - System.nanoTime()))) {
                return progress.reached();
            }
            if (deadline - System.nanoTime() > 0) {
                throw closed(null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.fence().requireOpen(options.name());
        throw late("TXID " + txId);
    }

    /** Returns what to throw where nothing more is going to happen; what the fence has to say goes first. */
    private LitestreamException closed(@Nullable Exception cause) {
        writer.fence().requireOpen(options.name());
        return new LitestreamException(options.name() + " was closed meanwhile", cause);
    }

    private LitestreamException late(String what) {
        DatabaseStatus status = board.get();
        String reason = status.lastError() == null
                ? ""
                : "; the last error was: " + status.lastError().message();
        return new LitestreamException(
                options.name() + ": " + what + " did not reach " + options.replicaUrl() + " in time" + reason, null);
    }

    @Override
    public DatabaseStatus status() {
        DatabaseEngine current = engine;
        DatabaseStatus status = board.get();
        return current == null ? status : status.withLag(status.lag().withCommit(unseenSince(current)));
    }

    /** The capture thread looks at a commit within moments, or it hangs; a fenced one does not look any more. */
    private @Nullable Instant unseenSince(DatabaseEngine current) {
        Instant since = current.capture().unseenSince();
        Instant patience = surroundings.clock().instant().minus(UNSEEN);
        return since != null && since.isBefore(patience) && writer.fence().isOpen() ? since : null;
    }

    @Override
    public void addListener(DatabaseListener listener) {
        board.add(listener);
    }

    @Override
    public ShutdownResult stop() {
        // Whoever waits for the lease has the lock.
        writer.lease().cancel();
        return stopNow();
    }

    private synchronized ShutdownResult stopNow() {
        DatabaseEngine current = engine;
        if (current != null && running) {
            endVerification();
            shutdown = drain(current, options.shutdownSyncTimeout());
            forgetVerification();
            running = false;
            reporter.running(false);
        }
        return shutdown;
    }

    private ShutdownResult drain(DatabaseEngine current, Duration patience) {
        long begin = System.nanoTime();
        long deadline = begin + patience.toNanos();
        boolean complete = true;
        current.holdSnapshots(patience);
        try {
            answer(current.capture().captureAndSeal(), deadline);
            syncUntil(current, deadline);
        } catch (LitestreamException e) {
            log.warn("Replication ends incomplete database={}: {}", options.name(), e.getMessage());
            complete = false;
        }
        shutdownLeft = patience.minusNanos(System.nanoTime() - begin);
        DatabaseStatus status = board.get();
        ShutdownResult result = new ShutdownResult(
                options.name(),
                complete,
                status.local().txId(),
                status.replica().txId());
        board.publish(new DatabaseEvent.Ended(options.name(), complete, result.local(), result.replica()));
        return result;
    }

    @Override
    public void close() {
        writer.lease().cancel();
        closeNow();
    }

    private synchronized void closeNow() {
        boolean stoppedBefore = !running;
        ShutdownResult stopped = stopNow();
        DatabaseEngine current = engine;
        engine = null;
        WriterEnd end = WriterEnd.QUIET;
        if (current != null) {
            if (stoppedBefore && stopped.complete()) {
                // What beans wrote after the stop, while the context was being closed. All of it within one time-out.
                shutdown = drain(current, shutdownLeft);
            }
            end = current.end() ? WriterEnd.QUIET : WriterEnd.UNDER_WAY;
        }
        writer.lease().release(writer.fence().isOpen() ? end : WriterEnd.FENCED);
        try {
            replica.close();
        } catch (IOException e) {
            log.debug("Closing {} failed", options.replicaUrl(), e);
        }
        onClose.run();
    }
}
