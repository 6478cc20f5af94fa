package io.litestream4j.boot;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.LitestreamException;
import io.litestream4j.OnFenced;
import io.litestream4j.ShutdownResult;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.restore.RestorePlan;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.DatabaseListener;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.DatabaseStatus;
import io.litestream4j.status.Lag;
import io.litestream4j.status.LeaseStatus;
import io.litestream4j.status.LevelStatus;
import io.litestream4j.status.Mark;
import io.litestream4j.status.Position;
import io.litestream4j.status.ReplicaContent;
import io.litestream4j.status.RestoreResult;
import io.litestream4j.status.StageError;
import io.litestream4j.status.StageStatus;
import io.litestream4j.verify.VerificationReport;
import io.litestream4j.verify.VerifyMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A database in a state that the real engine cannot be brought to at will. Operations fail unless it replicates. */
public final class FixedDatabase implements LitestreamDatabase {

    /** The time at which the state was looked at. */
    public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static final ReplicaUrl URL = ReplicaUrl.parse("s3://key:secret@bucket/notes");

    private final DatabaseStatus status;

    private final OnFenced onFenced;

    private final List<DatabaseListener> listeners = new ArrayList<>();

    private FixedDatabase(DatabaseStatus status, OnFenced onFenced) {
        this.status = status;
        this.onFenced = onFenced;
    }

    /** Returns a database with TXID 10 captured and 7 uploaded, the next of which is so old. */
    public static FixedDatabase lagging(DatabaseState state, Duration lag, @Nullable StageError error) {
        DatabaseStatus status = new DatabaseStatus(
                "notes",
                Path.of("/data/notes.db"),
                state,
                4096,
                5,
                8272,
                new Position(new TxId(10), NOW),
                new Position(new TxId(7), NOW.minus(lag)),
                URL,
                new Lag(3, 500, NOW.minus(lag)),
                new ReplicaContent(
                        List.of(new LevelStatus(1, 2, 800, new TxId(2), new TxId(7), NOW)),
                        new Position(new TxId(1), NOW.minus(Duration.ofDays(1))),
                        new Position(new TxId(7), NOW),
                        List.of(new Mark("before-v42", new TxId(3), NOW, "somebody"))),
                new RestoreResult(Path.of("/data/notes.db"), new TxId(2), NOW, 1, 99, Duration.ofMillis(250), NOW),
                new Position(new TxId(1), NOW),
                null,
                StageStatus.all(),
                error);
        return new FixedDatabase(status, OnFenced.CONTINUE);
    }

    /** Returns this database with another state of its lease. */
    public FixedDatabase with(LeaseStatus lease) {
        return new FixedDatabase(status.withLease(lease), onFenced);
    }

    /** Returns this database with another state of a stage. */
    public FixedDatabase with(StageStatus stage) {
        return new FixedDatabase(status.withStage(stage), onFenced);
    }

    /** Returns this database with another setting for when it is fenced. */
    public FixedDatabase with(OnFenced newOnFenced) {
        return new FixedDatabase(status, newOnFenced);
    }

    /** Returns the listeners that were added. */
    public List<DatabaseListener> listeners() {
        return listeners;
    }

    @Override
    public DatabaseOptions options() {
        return DatabaseOptions.builder(status.path(), URL)
                .name(status.name())
                .onFenced(onFenced)
                .build();
    }

    @Override
    public DatabaseStatus status() {
        return status;
    }

    @Override
    public void addListener(DatabaseListener listener) {
        listeners.add(listener);
    }

    @Override
    public TxId sync(Duration timeout) {
        return reached();
    }

    @Override
    public TxId snapshot(Duration timeout) {
        return reached();
    }

    @Override
    public Mark mark(String name) {
        return mark(name, "somebody", Duration.ofMinutes(1));
    }

    @Override
    public Mark mark(String name, String creator, Duration timeout) {
        return new Mark(Mark.requireName(name), reached(), NOW, creator);
    }

    @Override
    public boolean deleteMark(String name) {
        return marks().stream().anyMatch(mark -> mark.name().equals(name));
    }

    @Override
    public List<Mark> marks() {
        return status.content().marks();
    }

    private TxId reached() {
        if (!isRunning()) {
            throw new LitestreamException("the replica cannot be reached", null);
        }
        return status.local().txId();
    }

    @Override
    public Optional<RestoreResult> restoreOnStart() {
        return Optional.empty();
    }

    @Override
    public RestorePlan plan(RestoreTarget target, Duration timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public VerificationReport verify(VerifyMode mode) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RestoreResult restoreTo(Path file, RestoreTarget target, Duration timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void start() {}

    @Override
    public boolean isRunning() {
        return status.state() == DatabaseState.REPLICATING;
    }

    @Override
    public void aboutToWrite() {
        // Nobody has a lock.
    }

    @Override
    public void committed() {}

    @Override
    public ShutdownResult stop() {
        return new ShutdownResult(
                status.name(), false, status.local().txId(), status.replica().txId());
    }

    @Override
    public void close() {}
}
