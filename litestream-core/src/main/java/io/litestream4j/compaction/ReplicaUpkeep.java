package io.litestream4j.compaction;

import io.litestream4j.compaction.CompactionDecision.Heal;
import io.litestream4j.compaction.CompactionDecision.Merge;
import io.litestream4j.compaction.LocalFiles.LocalFile;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.FencedException;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.status.Stage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one replica: merges its levels, asks for snapshots, deletes what is not kept. {@link #step()} does what is due and
 * says when to come back. Without changes to the database it sends no request, except for what has become old enough to be
 * deleted. For one thread,
 * except for {@link #end()}.
 */
public final class ReplicaUpkeep {

    /** Stores take about this many names in one request to delete. */
    private static final int BATCH = 1000;

    /** For one that has ended, which is to be removed. */
    private static final Duration NEVER = Duration.ofDays(1);

    private static final Duration UNTIL_LISTED = Duration.ofSeconds(1);

    private final ReplicaClient replica;
    private final LevelInventory inventory;
    private final LocalFiles local;
    private final UpkeepSettings settings;
    private final MarkedPoints marks;
    private final UpkeepListener listener;
    private final InstantSource clock;
    private final Compactor compactor;
    private final List<Schedule> levels = new ArrayList<>();
    private final Schedule snapshots;
    private final Schedule retention;
    // For how long the store wants to be left alone, as it said in this step.
    private Duration asked = Duration.ZERO;
    private volatile boolean ended;
    private @Nullable CompletableFuture<?> snapshot;
    private @Nullable TxId reportedGap;
    private long trimmedVersion = -1;

    /**
     * Creates the upkeep of one replica.
     *
     * @param replica keeps {@code inventory} current
     * @param marks what has to stay restorable
     */
    public ReplicaUpkeep(
            RecordingReplicaClient replica,
            LevelInventory inventory,
            LocalFiles local,
            UpkeepSettings settings,
            MarkedPoints marks,
            UpkeepListener listener,
            InstantSource clock) {
        this.replica = replica;
        this.inventory = inventory;
        this.local = local;
        this.settings = settings;
        this.marks = marks;
        this.listener = listener;
        this.clock = clock;
        this.compactor = new Compactor(replica, local, inventory, settings.format());
        settings.levels().forEach(interval -> levels.add(new Schedule(NextTime.every(interval))));
        this.snapshots = new Schedule(settings.snapshots());
        // Not at each step: a store may have to be asked, each time, whether the history is still ours.
        Duration finest = settings.levels().get(Math.min(1, settings.levels().size() - 1));
        this.retention = new Schedule(NextTime.every(finest));
    }

    /** Does what is due, and returns how long there is nothing to do. */
    public Duration step() {
        if (ended) {
            return NEVER;
        }
        if (!inventory.isKnown()) {
            return UNTIL_LISTED;
        }
        Instant now = clock.instant();
        asked = Duration.ZERO;
        attempt(Stage.COMPACTION, () -> compactDueLevels(now));
        attempt(Stage.SNAPSHOT, () -> askForDueSnapshot(now));
        attempt(Stage.RETENTION, () -> retain(now));
        trim();
        // The finest grid is also how soon something that has failed is tried again, unless the store asks for more
        // time.
        Duration pause = levels.get(0).untilNext(now);
        return pause.compareTo(asked) > 0 ? pause : asked;
    }

    /** Ends the upkeep after the request under way, or the merge; may be called by any thread. */
    public void end() {
        ended = true;
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws IOException;
    }

    private void attempt(Stage stage, Attempt attempt) {
        if (ended || !asked.isZero()) {
            return;
        }
        try {
            attempt.run();
            if (stage != Stage.SNAPSHOT) {
                // To ask for one is not to have it.
                listener.recovered(stage);
            }
        } catch (FencedException e) {
            ended = true;
            listener.fenced(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            asked = ReplicaUnavailableException.retryAfter(e);
            listener.failed(stage, e);
            if (stage == Stage.RETENTION && e instanceof ReplicaFileMissingException) {
                // Nobody knows what else is gone.
                requestSnapshot(String.valueOf(e.getMessage()));
            }
        } catch (Error e) {
            // No memory, above all: another time there may be, and the thread serves other databases as well.
            listener.failed(stage, new IllegalStateException(e.toString(), e));
        }
    }

    private void compactDueLevels(Instant now) throws IOException {
        for (int level = 1; level <= levels.size(); level++) {
            Schedule schedule = levels.get(level - 1);
            Instant newest =
                    inventory.contents().newest(level).map(ReplicaFile::created).orElse(null);
            if (schedule.isDue(now, newest)) {
                compact(level);
                schedule.done(now);
            }
        }
    }

    private void compact(int level) throws IOException {
        while (!ended) {
            CompactionDecision decision = CompactionPlanner.decide(inventory.contents(), level);
            if (decision instanceof Merge merge) {
                merge(merge);
            } else if (!(decision instanceof Heal gap) || !heal(gap)) {
                return;
            }
        }
    }

    private void merge(Merge merge) throws IOException {
        long begin = System.nanoTime();
        Compactor.Merged merged = compactor.compact(merge);
        listener.compacted(merged.file(), merged.sources(), Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Puts missing files into the replica if they are still here, else asks for a snapshot; returns whether to go on. */
    private boolean heal(Heal gap) throws IOException {
        TxId at = gap.after().next();
        while (gap.next().name().min().isAfter(at)) {
            Optional<LocalFile> copy = local.find(gap.level(), at);
            if (copy.isEmpty()) {
                String message = "nothing is left of TXID " + at + " and what follows, up to "
                        + gap.next().display();
                report(at, message);
                requestSnapshot(message);
                return false;
            }
            if (put(gap.level(), copy.get())) {
                at = copy.get().name().max().next();
            }
        }
        return true;
    }

    /** Puts a copy into the replica; returns false if the copy is not there any more. */
    private boolean put(int level, LocalFile copy) throws IOException {
        try {
            compactor.put(level, copy);
            return true;
        } catch (FencedException e) {
            throw e;
        } catch (IOException e) {
            if (local.find(level, copy.name().min()).isPresent()) {
                throw e;
            }
            return false;
        }
    }

    private void report(TxId missing, String message) {
        if (!missing.equals(reportedGap)) {
            reportedGap = missing;
            listener.gap(message);
        }
    }

    private void askForDueSnapshot(Instant now) {
        Contents contents = inventory.contents();
        Optional<ReplicaFile> newest = contents.newest(ReplicaFile.SNAPSHOT_LEVEL);
        boolean failed = snapshot != null && snapshot.isCompletedExceptionally();
        if (failed || snapshots.isDue(now, newest.map(ReplicaFile::created).orElse(null))) {
            boolean changed = contents.end().isAfter(contents.end(ReplicaFile.SNAPSHOT_LEVEL));
            if (!changed || requestSnapshot("it is time for one")) {
                snapshots.done(now);
            }
        }
    }

    /** Asks for a snapshot unless one is on its way; returns whether it was asked for. */
    private boolean requestSnapshot(String reason) {
        if (snapshot != null && !snapshot.isDone()) {
            return false;
        }
        snapshot = listener.snapshot(reason);
        return true;
    }

    private void retain(Instant now) throws IOException {
        // Not only when it is due: what is marked is shown, too.
        Optional<Collection<TxId>> marked = marks.get();
        if (marked.isPresent() && retention.isDue(now, null)) {
            Contents contents = inventory.contents();
            List<ReplicaFile> deletions = RetentionPolicy.decide(contents, settings.retention(), marked.get(), now);
            listener.toDelete(deletions.size());
            for (int begin = 0; begin < deletions.size() && !ended; begin += BATCH) {
                int end = Math.min(deletions.size(), begin + BATCH);
                delete(deletions.subList(begin, end));
                listener.toDelete(deletions.size() - end);
            }
            retention.done(now);
        }
    }

    /** Bounds the local disk, however the store has answered. */
    private void trim() {
        if (ended || inventory.version() == trimmedVersion) {
            return;
        }
        try {
            trimmedVersion = inventory.version();
            local.trim(inventory.contents());
        } catch (IOException | RuntimeException e) {
            listener.failed(Stage.RETENTION, e);
        }
    }

    private void delete(List<ReplicaFile> files) throws IOException {
        replica.delete(files);
        listener.deleted(files);
    }
}
