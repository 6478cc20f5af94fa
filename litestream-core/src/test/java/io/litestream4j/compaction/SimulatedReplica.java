package io.litestream4j.compaction;

import io.litestream4j.ltx.LtxPageFormat;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.restore.LtxPlan;
import io.litestream4j.restore.RestoreException;
import io.litestream4j.restore.RestorePlanner;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.Stage;
import io.litestream4j.testing.FaultSchedule;
import io.litestream4j.testing.FaultyReplicaClient;
import io.litestream4j.testing.MemoryReplicaClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** A database, its replica and the upkeep of that, at a time that the test sets. */
final class SimulatedReplica implements UpkeepListener {

    static final List<Duration> LEVELS = List.of(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(1));

    final MemoryReplicaClient store = new MemoryReplicaClient();
    final History history;
    final Set<TxId> marks = new TreeSet<>();
    final List<String> gaps = new ArrayList<>();
    final List<Exception> failures = new ArrayList<>();
    Instant now = Files.NOW;
    int merges;
    int deletions;
    boolean endsAtADeletion;
    private final UpkeepSettings settings;
    private final LocalFiles local;
    private RecordingReplicaClient client;
    private ReplicaUpkeep upkeep;

    /** How long the store wants to be left alone after a fault. */
    static final Duration ASKED = Duration.ofMinutes(2);

    final FaultSchedule faults = FaultSchedule.none();

    SimulatedReplica(Random random, RetentionRules retention, LocalFiles local) throws IOException {
        this.history = new History(random);
        this.local = local;
        this.settings =
                new UpkeepSettings(LEVELS, NextTime.every(Duration.ofHours(24)), retention, LtxPageFormat.BLOCK);
        restart();
    }

    /** Ends the process and starts another one, which lists the replica. */
    void restart() throws IOException {
        LevelInventory inventory = new LevelInventory();
        client = new RecordingReplicaClient(new FaultyReplicaClient(store, faults, ASKED), inventory);
        upkeep = new ReplicaUpkeep(client, inventory, local, settings, () -> Optional.of(marks), this, () -> now);
        for (int level = 0; level <= ReplicaFile.SNAPSHOT_LEVEL; level++) {
            client.list(level, TxId.NONE);
        }
    }

    ReplicaFile change() throws IOException {
        return history.change(client, now);
    }

    /** Lets time pass, then does what is due. */
    Duration step(Duration time) {
        now = now.plus(time);
        return upkeep.step();
    }

    Contents contents() {
        return Contents.of(store.files());
    }

    /** Restores, by the rules of restores, and returns a hash of what came out. */
    int restore(RestoreTarget.Point target) throws RestoreException, IOException {
        LtxPlan plan = RestorePlanner.plan(store.files(), target);
        return History.restoredHash(store, plan);
    }

    @Override
    public void compacted(ReplicaFile file, List<ReplicaFile> sources, Duration duration) {
        merges++;
    }

    @Override
    public void deleted(List<ReplicaFile> files) {
        deletions++;
        if (endsAtADeletion) {
            upkeep.end();
        }
    }

    @Override
    public void gap(String message) {
        gaps.add(message);
    }

    @Override
    public CompletableFuture<?> snapshot(String reason) {
        try {
            return CompletableFuture.completedFuture(history.snapshot(client, now));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void fenced(String reason) {
        throw new AssertionError(reason);
    }

    @Override
    public void failed(Stage stage, Exception failure) {
        failures.add(failure);
    }

    @Override
    public void toDelete(int files) {
        // Nothing waits for it.
    }

    @Override
    public void recovered(Stage stage) {
        // Nothing waits for it.
    }
}
