package io.litestream4j;

import io.litestream4j.capture.CaptureLoop;
import io.litestream4j.capture.CaptureSettings;
import io.litestream4j.capture.CheckpointPolicy;
import io.litestream4j.capture.StagedHistory;
import io.litestream4j.capture.WakeUp;
import io.litestream4j.capture.WriterGate;
import io.litestream4j.compaction.LevelInventory;
import io.litestream4j.compaction.RecordingReplicaClient;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.FencedException;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaEnd;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.staging.FixedSnapshot;
import io.litestream4j.staging.IdentityFile;
import io.litestream4j.staging.OriginFile;
import io.litestream4j.staging.Outbox;
import io.litestream4j.staging.SealFile;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.staging.StagingDirectory;
import io.litestream4j.status.Stage;
import io.litestream4j.upload.ReplicaProgress;
import io.litestream4j.upload.SnapshotUpload;
import io.litestream4j.upload.UploadListener;
import io.litestream4j.upload.UploadLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * The running part of one database: its three threads, which exist while they have something to do, its share of those that
 * serve all databases, and what they share. Made by {@link #start}, ended by {@link #end()}. Safe for use by several threads.
 */
final class DatabaseEngine {

    private static final long JOIN_MILLIS = 10_000;

    /** What may wait for the replica, in bytes, even where no copies are kept of what is there. */
    private static final long SMALLEST_STAGING = 16L << 20;

    private final WriterGate gate = new WriterGate();
    private final CaptureLoop capture;
    private final UploadLoop upload;
    private final SnapshotUpload snapshotUpload;
    private final ReplicaProgress progress = new ReplicaProgress();
    private final ReplicaProgress levelZero = new ReplicaProgress();
    private final ReplicaProgress snapshots = new ReplicaProgress();
    private final CompletableFuture<Void> listed = new CompletableFuture<>();
    private final CompletableFuture<Void> ending = new CompletableFuture<>();
    private final LevelInventory inventory = new LevelInventory();
    private final Outbox outbox;
    private final StatusReporter reporter;
    private final Fence fence;
    private final DatabaseOptions options;
    private final TxId localStart;
    private final StagedCopies copies;
    private final DatabaseUpkeep upkeep;
    private final SharedThreads threads;
    private final OnDemandThread captureThread;
    private final OnDemandThread uploadThread;
    private final OnDemandThread snapshotThread;
    private final SharedThread.Task look = this::look;
    private boolean upkeepBegun;

    private DatabaseEngine(
            DatabaseOptions options,
            ReplicaClient replica,
            Fence fence,
            Outbox outbox,
            StatusReporter reporter,
            SharedThreads threads,
            EngineMarks marks,
            Surroundings surroundings)
            throws IOException {
        this.options = options;
        this.fence = fence;
        this.outbox = outbox;
        this.reporter = reporter;
        Path meta = options.metaPath();
        Function<Path, StorageDirectory> disk = surroundings.diskFor(options.path());
        StagingDirectory staging = StagingDirectory.open(disk.apply(StagingDirectory.pathIn(meta)));
        this.localStart = addStaged(StagedHistory.recover(staging));
        this.captureThread = new OnDemandThread("capture", options.name(), this::runCapture);
        this.capture = new CaptureLoop(
                settings(options),
                staging,
                new SealFile(disk.apply(meta)),
                new IdentityFile(disk.apply(meta)),
                outbox,
                localStart,
                this::requestSnapshot,
                reporter,
                gate,
                new WakeUp(captureThread::wake),
                surroundings.clock());
        RecordingReplicaClient recording = new RecordingReplicaClient(replica, inventory);
        this.copies = new StagedCopies(meta, staging, options.upkeep(), disk);
        this.upkeep = new DatabaseUpkeep(
                options,
                recording,
                inventory,
                copies,
                marks,
                this::requestSnapshot,
                this::closeFence,
                reporter,
                surroundings.clock());
        this.threads = threads;
        this.upload = new UploadLoop(
                recording, outbox, staging, new OriginFile(disk.apply(meta)), snapshots, new Uploads(Stage.UPLOAD));
        this.uploadThread = new OnDemandThread("upload", options.name(), upload);
        this.snapshotThread = new OnDemandThread("snapshot", options.name(), this::uploadSnapshots);
        this.snapshotUpload = new SnapshotUpload(
                recording,
                outbox,
                emptySpool(disk.apply(meta.resolve("ltx").resolve(String.valueOf(Outbox.SNAPSHOT_LEVEL)))),
                this::fixSnapshot,
                levelZero,
                new Uploads(Stage.SNAPSHOT),
                snapshotThread::wake);
        fence.whenClosed(this::fenced);
        outbox.whenAdded(uploadThread::wake);
        captureThread.wake();
        uploadThread.wake();
        threads.monitor().add(look);
    }

    /** Opens the directory of snapshots that wait for the store; what an earlier process has left there is nobody's any more. */
    private static StagingDirectory emptySpool(StorageDirectory directory) throws IOException {
        StagingDirectory spool = StagingDirectory.open(directory);
        for (StagedFile unfinished : spool.list()) {
            spool.discard(unfinished.name());
        }
        return spool;
    }

    /** Starts what there is to do. */
    static DatabaseEngine start(
            DatabaseOptions options,
            ReplicaClient replica,
            Fence fence,
            Outbox outbox,
            StatusReporter reporter,
            SharedThreads threads,
            EngineMarks marks,
            Surroundings surroundings)
            throws IOException {
        return new DatabaseEngine(options, replica, fence, outbox, reporter, threads, marks, surroundings);
    }

    private static CaptureSettings settings(DatabaseOptions options) {
        return new CaptureSettings(
                options.path(),
                options.monitorInterval(),
                options.syncInterval(),
                options.busyTimeout(),
                new CheckpointPolicy(
                        options.minCheckpointPageCount(), options.checkpointInterval(), options.truncatePageN()),
                options.pageFormat(),
                Math.max(SMALLEST_STAGING, options.upkeep().localMaxSize()));
    }

    /** Puts what an earlier process has staged before what this one will stage, and returns the last TXID in it. */
    private TxId addStaged(List<StagedFile> staged) {
        if (staged.isEmpty()) {
            return TxId.NONE;
        }
        staged.forEach(file -> outbox.add(new Outbox.Item(Outbox.CAPTURE_LEVEL, file, file.created(), false)));
        StagedFile last = staged.get(staged.size() - 1);
        reporter.stagedBefore(last);
        return last.name().max();
    }

    private void runCapture() {
        capture.run();
    }

    private Duration look() {
        capture.look();
        if (fence.isOpen()) {
            wakeUploads();
            if (listed.isDone() && !listed.isCompletedExceptionally()) {
                beginUpkeep();
            }
        }
        return MonitorTimes.pause(System.nanoTime(), options.monitorInterval());
    }

    /** There may have been no thread to have when a file was staged, or a snapshot asked for. */
    private void wakeUploads() {
        if (!outbox.isEmpty()) {
            uploadThread.wake();
        }
        if (!snapshotUpload.isIdle()) {
            snapshotThread.wake();
        }
    }

    /** Begins the upkeep unless it has begun. Where the system has no thread to give, the next look tries again. */
    private synchronized void beginUpkeep() {
        if (upkeepBegun) {
            return;
        }
        try {
            threads.upkeep().add(upkeep);
            upkeepBegun = true;
        } catch (OutOfMemoryError e) {
            reporter.failed(Stage.COMPACTION, new IOException("no thread to merge with: " + e.getMessage(), e), false);
        }
    }

    void aboutToWrite() {
        gate.awaitOpen();
    }

    void committed() {
        capture.committed();
        gate.pass();
    }

    /** Returns how far level 0 of the replica is. */
    ReplicaProgress progress() {
        return progress;
    }

    /** Is done when it is decided how the replica's history goes on: TXIDs that were given before may not be final. */
    CompletableFuture<Void> listed() {
        return listed;
    }

    CaptureLoop capture() {
        return capture;
    }

    /** Snapshots of what may not be the replica's history are not uploaded: that is decided first. */
    private void uploadSnapshots() {
        try {
            listed.join();
            snapshotUpload.run();
        } catch (CancellationException | CompletionException e) {
            snapshotUpload.cancel();
        }
    }

    /** Does not wait beyond the end: captures that fail may answer for the first time when they end, which they do last. */
    private Optional<FixedSnapshot> fixSnapshot() throws IOException, InterruptedException {
        CompletableFuture<Optional<FixedSnapshot>> answer = capture.fixSnapshot();
        try {
            CompletableFuture.anyOf(answer, ending).get();
            if (answer.isDone()) {
                return answer.get();
            }
            answer.thenAccept(late -> late.ifPresent(FixedSnapshot::close));
            throw new IOException("replication ends");
        } catch (ExecutionException | CancellationException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            throw new IOException(cause == null ? e.toString() : String.valueOf(cause.getMessage()), cause);
        }
    }

    /** Takes a snapshot without waiting for it; the answer comes when it is in the replica. */
    CompletableFuture<TxId> snapshot() {
        return snapshotUpload.request();
    }

    private CompletableFuture<?> requestSnapshot(String reason) {
        reporter.snapshotWanted(reason);
        return snapshot().whenComplete((txId, failure) -> {
            if (failure != null) {
                snapshotFailed(failure);
            }
        });
    }

    private void snapshotFailed(Throwable failure) {
        if (!(failure instanceof CancellationException) && fence.isOpen()) {
            reporter.failed(Stage.SNAPSHOT, new IOException(failure.getMessage(), failure), false);
        }
    }

    /** Lets go of what a snapshot reads from the database, which would keep it from being checkpointed. */
    void holdSnapshots(Duration patience) {
        snapshotUpload.hold(patience);
    }

    /** Takes snapshots again after {@link #holdSnapshots(Duration)}. */
    void resumeSnapshots() {
        snapshotUpload.resume();
    }

    private void closeFence(String reason) {
        fence.close(reason + ". To go on from what the replica holds, stop the application and delete "
                + options.path() + " and its -wal and -shm: the next start restores it. To go on from the local"
                + " database instead, stop the others and delete " + options.metaPath());
    }

    /** Nothing is uploaded any more: whoever waits for it is told, and captures end. */
    private void fenced(String reason) {
        capture.fence(reason);
        upload.end();
        snapshotUpload.end();
        upkeep.end();
        progress.end();
        snapshots.end();
        listed.completeExceptionally(new FencedException(reason));
    }

    /** Ends all threads after what they are doing now; returns whether none of them writes to the replica any more. */
    boolean end() {
        ending.complete(null);
        upkeep.end();
        // The upload threads may be waiting for an answer of the capture thread: they go first.
        upload.end();
        snapshotUpload.end();
        snapshots.end();
        boolean uploaded = uploadThread.join(JOIN_MILLIS);
        // Not before: what arrives at the last moment counts.
        progress.end();
        // Before the upkeep, which a look may begin.
        threads.monitor().remove(look, Duration.ofMillis(JOIN_MILLIS));
        boolean kept = threads.upkeep().remove(upkeep, Duration.ofMillis(JOIN_MILLIS));
        listed.cancel(false);
        boolean snapshot = snapshotThread.join(JOIN_MILLIS);
        capture.end();
        captureThread.join(JOIN_MILLIS);
        return uploaded && kept && snapshot;
    }

    /** Connects an upload thread with the capture thread, with those who wait, and with the status. */
    private final class Uploads implements UploadListener {

        private final Stage stage;

        Uploads(Stage stage) {
            this.stage = stage;
        }

        @Override
        public void listed(Optional<ReplicaFile> newest, boolean own) throws InterruptedException {
            reporter.listed(newest);
            TxId tip = ReplicaEnd.last(newest);
            if (own && !tip.isAfter(localStart)) {
                // Else the TXIDs up to there are not those that somebody here may be waiting for.
                progress.reached(tip);
            }
            try {
                capture.replicaTip(tip, own).get();
                // Some of what was staged may have been given up.
                reporter.showLag();
                levelZero.reached(tip);
                listed.complete(null);
                // Not before it is known that the replica's history is ours.
                beginUpkeep();
            } catch (ExecutionException e) {
                throw new IllegalStateException(
                        "the capture thread could not take the replica's position", e.getCause());
            }
        }

        @Override
        public void gap(TxId next, String reason) {
            if (snapshotUpload.isIdle()) {
                reporter.fullFileNeeded(reason);
            }
            snapshotUpload.requestFirst(next);
        }

        @Override
        public void found(ReplicaFile file) {
            inventory.created(file);
        }

        @Override
        public void uploaded(Outbox.Item item, Duration duration) {
            reporter.uploaded(item, duration);
            progress.reached(item.file().name().max());
            levelZero.reached(item.file().name().max());
            try {
                copies.uploaded(item.file());
            } catch (IOException e) {
                // The upload has succeeded; the next one, or the next trim, tries to delete again.
                reporter.failed(Stage.RETENTION, e, false);
            }
        }

        @Override
        public void snapshotBegun() {
            reporter.snapshotBegun();
        }

        @Override
        public void snapshotUploaded(ReplicaFile file, Duration duration) {
            reporter.snapshotUploaded(file, duration);
            snapshots.reached(file.name().max());
        }

        @Override
        public void removed() {
            reporter.showLag();
        }

        @Override
        public void drained() {
            capture.uploaded();
        }

        @Override
        public void failed(Exception failure, boolean permanent) {
            reporter.failed(stage, failure, permanent);
        }

        @Override
        public void fenced(String reason) {
            closeFence(reason);
        }

        @Override
        public void recovered() {
            reporter.recovered(stage);
        }
    }
}
