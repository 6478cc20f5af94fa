package io.litestream4j;

import io.litestream4j.compaction.Contents;
import io.litestream4j.compaction.LevelInventory;
import io.litestream4j.compaction.LocalFiles;
import io.litestream4j.compaction.MarkedPoints;
import io.litestream4j.compaction.NextTime;
import io.litestream4j.compaction.RecordingReplicaClient;
import io.litestream4j.compaction.ReplicaUpkeep;
import io.litestream4j.compaction.RetentionRules;
import io.litestream4j.compaction.UpkeepListener;
import io.litestream4j.compaction.UpkeepSettings;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.status.Stage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** Keeps the replica of one database, and shows what is in it. The steps are those of one thread. */
final class DatabaseUpkeep implements UpkeepListener, SharedThread.Task {

    private final LevelInventory inventory;
    private final ReplicaUpkeep upkeep;
    private final StatusReporter reporter;
    private final Function<String, CompletableFuture<?>> snapshots;
    private final Consumer<String> fence;
    private final int merged;
    private long shown = -1;

    /**
     * Creates the upkeep of one database.
     *
     * @param marks what has to stay restorable
     * @param snapshots takes a snapshot, for a reason, without waiting for it
     * @param fence is told that somebody else writes to the replica
     */
    DatabaseUpkeep(
            DatabaseOptions options,
            RecordingReplicaClient replica,
            LevelInventory inventory,
            LocalFiles local,
            MarkedPoints marks,
            Function<String, CompletableFuture<?>> snapshots,
            Consumer<String> fence,
            StatusReporter reporter,
            InstantSource clock) {
        this.inventory = inventory;
        this.reporter = reporter;
        this.snapshots = snapshots;
        this.fence = fence;
        this.merged = options.upkeep().levels().size();
        this.upkeep = new ReplicaUpkeep(replica, inventory, local, settings(options), marks, this, clock);
    }

    private static UpkeepSettings settings(DatabaseOptions options) {
        UpkeepOptions upkeep = options.upkeep();
        NextTime snapshots = upkeep.snapshotTimes() == null
                ? NextTime.every(upkeep.snapshotInterval())
                : upkeep.snapshotTimes()::apply;
        RetentionRules retention = new RetentionRules(
                upkeep.retentionEnabled(),
                upkeep.snapshotRetention(),
                upkeep.l0Retention(),
                upkeep.keepDaily(),
                upkeep.keepWeekly(),
                upkeep.keepMonthly());
        return new UpkeepSettings(upkeep.levels(), snapshots, retention, options.pageFormat());
    }

    @Override
    public Duration step() {
        Duration pause = upkeep.step();
        show();
        return pause;
    }

    /** Ends after the request under way. */
    void end() {
        upkeep.end();
    }

    private void show() {
        long version = inventory.version();
        if (inventory.isKnown() && version != shown) {
            Contents contents = inventory.contents();
            reporter.contents(contents, merged);
            shown = version;
        }
    }

    @Override
    public void compacted(ReplicaFile file, List<ReplicaFile> sources, Duration duration) {
        reporter.compacted(file, sources.size(), duration);
    }

    @Override
    public void toDelete(int files) {
        reporter.toDelete(files);
    }

    @Override
    public void deleted(List<ReplicaFile> files) {
        reporter.deleted(files);
    }

    @Override
    public void gap(String message) {
        reporter.gap(message);
    }

    @Override
    public CompletableFuture<?> snapshot(String reason) {
        return snapshots.apply(reason);
    }

    @Override
    public void fenced(String reason) {
        fence.accept(reason);
    }

    @Override
    public void failed(Stage stage, Exception failure) {
        reporter.failed(stage, failure, false);
    }

    @Override
    public void recovered(Stage stage) {
        reporter.recovered(stage);
    }
}
