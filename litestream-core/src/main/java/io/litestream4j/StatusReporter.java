package io.litestream4j;

import io.litestream4j.capture.CaptureListener;
import io.litestream4j.compaction.Contents;
import io.litestream4j.io.FileFailures;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ProbeResult;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.staging.Outbox;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.DatabaseStatus;
import io.litestream4j.status.Lag;
import io.litestream4j.status.LeaseStatus;
import io.litestream4j.status.LevelStatus;
import io.litestream4j.status.Position;
import io.litestream4j.status.ReplicaContent;
import io.litestream4j.status.Stage;
import io.litestream4j.status.StageError;
import io.litestream4j.status.StageState;
import io.litestream4j.status.StageStatus;
import io.litestream4j.status.StatusBoard;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what the threads of one database report into its status, its events, and one log line for each change of state.
 * Safe for use by several threads.
 */
final class StatusReporter implements CaptureListener {

    private static final Logger log = LoggerFactory.getLogger(StatusReporter.class);

    /** The stages without which commits do not reach the replica. */
    private static final Set<Stage> ON_THE_WAY = EnumSet.of(Stage.CAPTURE, Stage.UPLOAD, Stage.CHECKPOINT);

    private final String name;
    private final StatusBoard board;
    private final Outbox outbox;
    private final InstantSource clock;
    private volatile long pendingBytes;
    private volatile Instant pendingSince = Instant.EPOCH;
    private volatile boolean running;
    private volatile boolean fenced;
    private volatile TxId uploadedEnd = TxId.NONE;

    StatusReporter(String name, StatusBoard board, Outbox outbox, InstantSource clock) {
        this.name = name;
        this.board = board;
        this.outbox = outbox;
        this.clock = clock;
    }

    void running(boolean nowRunning) {
        running = nowRunning;
        showState();
    }

    @Override
    public void attached(int pageSize) {
        board.update(status -> status.withPageSize(pageSize));
    }

    @Override
    public void staged(
            StagedFile file, Instant since, Duration duration, int commit, boolean full, long newPendingBytes) {
        pending(newPendingBytes, since);
        Position position = new Position(file.name().max(), file.created());
        board.update(status -> status.withLocal(position, commit).withLag(lag()));
        change(Stage.CAPTURE, stage -> stage.succeeded(clock.instant()).withBacklog(newPendingBytes));
        change(Stage.UPLOAD, stage -> stage.withBacklog(outbox.content().files()));
        board.publish(new DatabaseEvent.Captured(name, duration, file.size(), full));
        log.debug(
                "Captured database={} txid={} bytes={} full={}",
                name,
                file.name().max(),
                file.size(),
                full);
    }

    /** Shows what an earlier process has staged: all of it counts as missing until the replica is known to have it. */
    void stagedBefore(StagedFile last) {
        Position position = new Position(last.name().max(), last.created());
        board.update(status -> status.withLocal(position, status.pageCount()));
        showLag();
    }

    @Override
    public void observed(long newPendingBytes, Instant since, long walSize) {
        DatabaseStatus now = board.get();
        if (newPendingBytes == pendingBytes && walSize == now.walSize()) {
            return;
        }
        pending(newPendingBytes, since);
        board.update(status -> status.withWalSize(walSize).withLag(lag()));
        change(Stage.CAPTURE, stage -> stage.withBacklog(newPendingBytes));
    }

    private void pending(long newPendingBytes, Instant since) {
        // In this order: others show the lag, too.
        pendingSince = since;
        pendingBytes = newPendingBytes;
    }

    @Override
    public void checkpointed(boolean truncated, Duration duration, Duration blocked, boolean completed) {
        if (completed) {
            change(Stage.CHECKPOINT, stage -> stage.succeeded(clock.instant()));
        }
        board.publish(
                new DatabaseEvent.Checkpointed(name, truncated ? "truncate" : "passive", duration, blocked, completed));
    }

    @Override
    public void readerInTheWay(long walSize) {
        IOException reader =
                new IOException("the WAL has grown to " + walSize + " bytes, because a connection reads an older"
                        + " state and does not end its transaction; it grows until that ends. Look for result sets and"
                        + " transactions that are left open");
        failed(Stage.CHECKPOINT, reader, false);
    }

    @Override
    public void fullFileNeeded(String reason) {
        log.info("Taking a full copy database={} reason='{}'", name, reason);
        board.publish(new DatabaseEvent.FullFileNeeded(name, reason));
    }

    @Override
    public void failed(Exception failure, boolean permanent) {
        failed(Stage.CAPTURE, failure, permanent);
    }

    @Override
    public void recovered() {
        recovered(Stage.CAPTURE);
    }

    /** Shows where the replica's history ends, after it was listed. */
    void listed(Optional<ReplicaFile> newest) {
        newest.ifPresent(file -> board.update(
                status -> status.withReplica(new Position(file.name().max(), file.created()))));
    }

    /** Returns up to where the replica's history is known here. */
    TxId replicaEnd() {
        return board.get().replica().txId();
    }

    /** Returns the last TXID that this process has put into level 0 of the replica; none if it has not yet. */
    TxId uploadedEnd() {
        return uploadedEnd;
    }

    void uploaded(Outbox.Item item, Duration duration) {
        Position position = new Position(item.file().name().max(), item.file().created());
        board.update(
                status -> position.txId().isAfter(status.replica().txId()) ? status.withReplica(position) : status);
        if (item.full()) {
            board.update(status -> status.withLastSnapshot(position));
        }
        uploadedEnd = position.txId();
        // This one is still among those that are staged.
        change(Stage.UPLOAD, stage -> stage.succeeded(clock.instant())
                .withBacklog(Math.max(0, outbox.content().files() - 1)));
        board.publish(new DatabaseEvent.Uploaded(name, duration, item.file().size()));
    }

    /** A snapshot is being read and sent. */
    void snapshotBegun() {
        change(Stage.SNAPSHOT, stage -> stage.withBacklog(1));
    }

    void snapshotUploaded(ReplicaFile file, Duration duration) {
        Position position = position(file);
        board.update(status -> {
            DatabaseStatus next =
                    position.txId().isAfter(status.replica().txId()) ? status.withReplica(position) : status;
            return next.withLastSnapshot(position);
        });
        change(Stage.SNAPSHOT, stage -> stage.succeeded(clock.instant()).withBacklog(0));
        board.publish(new DatabaseEvent.Uploaded(name, duration, file.size()));
    }

    /** Shows what is in the replica, of which the levels from 1 up to {@code merged} are made by merging. */
    void contents(Contents contents, int merged) {
        List<LevelStatus> levels = new ArrayList<>();
        for (int level = 0; level <= ReplicaFile.SNAPSHOT_LEVEL; level++) {
            List<ReplicaFile> files = contents.level(level);
            contents.newest(level)
                    .ifPresent(newest -> levels.add(new LevelStatus(
                            newest.level(),
                            files.size(),
                            files.stream().mapToLong(ReplicaFile::size).sum(),
                            files.get(0).name().min(),
                            newest.name().max(),
                            newest.created())));
        }
        Position from =
                contents.oldestRestorable().map(StatusReporter::position).orElse(Position.NONE);
        Position to = from.txId().isNone()
                ? Position.NONE
                : contents.newest().map(StatusReporter::position).orElse(Position.NONE);
        board.update(status -> status.withContent(
                new ReplicaContent(levels, from, to, status.content().marks())));
        long waiting = IntStream.rangeClosed(1, merged)
                .mapToLong(level -> notMerged(contents, level))
                .sum();
        change(Stage.COMPACTION, stage -> stage.withBacklog(waiting));
    }

    private static long notMerged(Contents contents, int level) {
        TxId done = contents.end(level);
        return contents.level(level - 1).stream()
                .filter(file -> file.name().max().isAfter(done))
                .count();
    }

    private static Position position(ReplicaFile file) {
        return new Position(file.name().max(), file.created());
    }

    void compacted(ReplicaFile file, int sources, Duration duration) {
        if (file.level() == ReplicaFile.SNAPSHOT_LEVEL) {
            board.update(status -> status.withLastSnapshot(position(file)));
        }
        board.publish(new DatabaseEvent.Compacted(name, file.level(), duration, sources, file.size()));
        log.debug("Merged database={} into={} files={} bytes={}", name, file.display(), sources, file.size());
    }

    void deleted(List<ReplicaFile> files) {
        long bytes = files.stream().mapToLong(ReplicaFile::size).sum();
        board.publish(new DatabaseEvent.Deleted(name, files.size(), bytes));
        log.debug("Deleted database={} files={} bytes={}", name, files.size(), bytes);
    }

    /** Tells of a gap in the replica's history. */
    void gap(String message) {
        log.warn("Points in time are lost database={}: {}; a snapshot closes the gap", name, message);
    }

    void snapshotWanted(String reason) {
        log.info("Taking a snapshot database={} reason='{}'", name, reason);
        change(Stage.SNAPSHOT, stage -> stage.withBacklog(1));
    }

    /** Shows how many files are to be deleted from the replica. */
    void toDelete(long files) {
        change(Stage.RETENTION, stage -> stage.withBacklog(files));
    }

    /** Shows what is left after a file has gone. */
    void showLag() {
        board.update(status -> status.withLag(lag()));
        change(Stage.UPLOAD, stage -> stage.withBacklog(outbox.content().files()));
    }

    synchronized void failed(Stage stage, Exception failure, boolean permanent) {
        String message = FileFailures.describe(failure);
        StageStatus before = board.get().stage(stage);
        StageStatus after = before.failed(permanent);
        StageError error = new StageError(stage, message, clock.instant(), after.consecutiveErrors());
        board.update(status -> status.withStage(after));
        if (!fenced) {
            board.update(status -> status.withLastError(error));
        }
        board.publish(new DatabaseEvent.Failed(name, error));
        if (before.state() != after.state()) {
            String what = after.state() == StageState.STALLED ? "Stage has stalled" : "Stage failed";
            log.warn("{} database={} stage={}: {}", what, name, stage, failure.toString());
            board.publish(new DatabaseEvent.StageChanged(name, after));
        }
        log.debug("Stage failed database={} stage={} consecutive={}", name, stage, after.consecutiveErrors(), failure);
        showState();
    }

    synchronized void recovered(Stage stage) {
        change(stage, status -> status.succeeded(clock.instant()));
    }

    /** Changes what is shown of a stage that does not fail. */
    private synchronized void change(Stage stage, UnaryOperator<StageStatus> change) {
        StageStatus before = board.get().stage(stage);
        StageStatus after = change.apply(before);
        board.update(status -> status.withStage(after));
        if (before.state() != after.state()) {
            log.info("Stage works again database={} stage={}", name, stage);
            StageError last = board.get().lastError();
            if (last != null && last.stage() == stage && !fenced) {
                board.update(status -> status.withLastError(new StageError(stage, last.message(), last.time(), 0)));
            }
            board.publish(new DatabaseEvent.StageChanged(name, after));
            showState();
        }
    }

    /** Shows, for as long as this process lives, that it must not write to the replica any more. */
    synchronized void fenced(String reason) {
        if (fenced) {
            return;
        }
        StageError error = new StageError(Stage.UPLOAD, reason, clock.instant(), 1);
        board.update(status -> status.withLastError(error));
        if (pendingBytes == 0) {
            pendingSince = clock.instant();
        }
        fenced = true;
        showLag();
        showState();
        log.error("Fenced database={}: {}", name, reason);
        board.publish(new DatabaseEvent.Fenced(name, reason));
    }

    /** Shows who holds the lease. */
    void lease(LeaseStatus lease) {
        board.update(status -> status.withLease(lease));
        board.publish(new DatabaseEvent.LeaseChanged(name, lease));
        if (lease.held()) {
            log.info("Holding the lease database={} generation={} owner={}", name, lease.generation(), lease.owner());
        } else if (!lease.owner().isEmpty()) {
            log.info(
                    "Lease of another process database={} generation={} owner={}",
                    name,
                    lease.generation(),
                    lease.owner());
        }
        if (lease.held() && !lease.atomic()) {
            log.warn(
                    "The store of the replica does not itself keep two processes from taking the lease at the same moment"
                            + " database={}: make sure in other ways, too, that only one runs",
                    name);
        }
    }

    /** Tells of a request to the replica's store. */
    void requested(String operation, String outcome, long bytes) {
        board.publish(new DatabaseEvent.Requested(name, operation, outcome, bytes));
    }

    /** Shows what the store can do. */
    void probed(ProbeResult result) {
        board.publish(new DatabaseEvent.Probed(name, result));
        result.findings().forEach(finding -> log.warn("The store lacks something database={}: {}", name, finding));
    }

    private synchronized void showState() {
        DatabaseState state = state();
        board.update(status -> status.withState(state));
    }

    private DatabaseState state() {
        if (fenced) {
            return DatabaseState.FENCED;
        }
        if (!running) {
            return DatabaseState.STOPPED;
        }
        boolean stalled = board.get().stages().stream()
                .anyMatch(stage -> ON_THE_WAY.contains(stage.stage()) && stage.state() == StageState.STALLED);
        return stalled ? DatabaseState.STALLED : DatabaseState.REPLICATING;
    }

    /** To be called in an update of the board: what another thread changes meanwhile is seen then, here or there. */
    private Lag lag() {
        Outbox.Content staged = outbox.content();
        // What is written by a fenced process is looked at by nobody: it counts as missing from the first moment on.
        boolean pending = pendingBytes > 0 || fenced;
        if (staged.files() == 0 && !pending) {
            return Lag.NONE;
        }
        return new Lag(
                staged.files() + (pending ? 1 : 0),
                staged.bytes() + pendingBytes,
                staged.oldest() == null ? pendingSince : staged.oldest());
    }
}
