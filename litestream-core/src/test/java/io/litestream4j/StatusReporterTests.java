package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.compaction.Contents;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.staging.Outbox;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.DatabaseStatus;
import io.litestream4j.status.Lag;
import io.litestream4j.status.Stage;
import io.litestream4j.status.StageError;
import io.litestream4j.status.StageState;
import io.litestream4j.status.StageStatus;
import io.litestream4j.status.StatusBoard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What fails shows in the status (I13). */
class StatusReporterTests {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant EARLIER = NOW.minusSeconds(9);
    private static final Outbox.Item ITEM = item(1);

    /** How often two threads are let meet. */
    private static final int ROUNDS = 2_000;

    private final Outbox outbox = new Outbox();
    private final StatusBoard board =
            new StatusBoard(DatabaseStatus.starting("app", Path.of("app.db"), ReplicaUrl.parse("file:///replica")));
    private final StatusReporter reporter = new StatusReporter("app", board, outbox, InstantSource.fixed(NOW));
    private final List<DatabaseEvent> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void run() {
        board.add(events::add);
        reporter.running(true);
    }

    private DatabaseState state() {
        return board.get().state();
    }

    private void failUploads(int count) {
        for (int i = 0; i < count; i++) {
            reporter.failed(Stage.UPLOAD, new IOException("no route"), false);
        }
    }

    private Outbox.Item stage(long txId) {
        Outbox.Item item = item(txId);
        outbox.add(item);
        reporter.staged(item.file(), EARLIER, Duration.ZERO, 7, false, 0);
        return item;
    }

    private static Outbox.Item item(long txId) {
        LtxFileName name = LtxFileName.of(new TxId(txId));
        StagedFile file = new StagedFile(name, 100, NOW, Path.of(name.toString()));
        return new Outbox.Item(Outbox.CAPTURE_LEVEL, file, EARLIER, false);
    }

    @Test
    void twoFailuresAreNoStall() {
        failUploads(2);
        assertThat(state()).isEqualTo(DatabaseState.REPLICATING);
        assertThat(board.get().lastError()).isEqualTo(new StageError(Stage.UPLOAD, "no route", NOW, 2));
    }

    @Test
    void threeFailuresInARowAreAStall() {
        failUploads(3);
        assertThat(state()).isEqualTo(DatabaseState.STALLED);
        assertThat(events.stream().filter(event -> event instanceof DatabaseEvent.Failed))
                .hasSize(3);
    }

    @Test
    void permanentFailureIsAStallAtOnce() {
        reporter.failed(Stage.UPLOAD, new IOException("somebody else"), true);
        assertThat(state()).isEqualTo(DatabaseState.STALLED);
    }

    @Test
    void recoveryEndsTheStallAndKeepsTheError() {
        failUploads(5);
        reporter.recovered(Stage.UPLOAD);
        assertThat(state()).isEqualTo(DatabaseState.REPLICATING);
        assertThat(board.get().lastError()).isEqualTo(new StageError(Stage.UPLOAD, "no route", NOW, 0));
    }

    @Test
    void recoveryOfOneStageDoesNotHideAnother() {
        failUploads(3);
        reporter.recovered(Stage.CAPTURE);
        assertThat(state()).isEqualTo(DatabaseState.STALLED);
    }

    @Test
    void failuresBeginAnewAfterARecovery() {
        failUploads(2);
        reporter.recovered(Stage.UPLOAD);
        failUploads(2);
        assertThat(state()).isEqualTo(DatabaseState.REPLICATING);
    }

    @Test
    void stoppedIsNotStalled() {
        failUploads(3);
        reporter.running(false);
        assertThat(state()).isEqualTo(DatabaseState.STOPPED);
    }

    @Test
    void pendingFramesAreLagOfOneTransaction() {
        reporter.observed(4120, EARLIER, 8240);
        assertThat(board.get().lag()).isEqualTo(new Lag(1, 4120, EARLIER));
        assertThat(board.get().walSize()).isEqualTo(8240);
    }

    @Test
    void stagedFilesAreLagUntilTheyAreUploaded() {
        reporter.observed(4120, EARLIER, 8240);
        Outbox.Item item = stage(1);
        assertThat(board.get().lag()).isEqualTo(new Lag(1, 100, EARLIER));
        assertThat(board.get().local().txId()).isEqualTo(new TxId(1));
        reporter.uploaded(item, Duration.ZERO);
        outbox.remove(item);
        reporter.showLag();
        assertThat(board.get().lag()).isEqualTo(Lag.NONE);
        assertThat(board.get().replica().txId()).isEqualTo(new TxId(1));
    }

    @Test
    void ageOfTheLagIsThatOfTheOldest() {
        stage(1);
        reporter.observed(4120, NOW, 8240);
        assertThat(board.get().lag()).isEqualTo(new Lag(2, 4220, EARLIER));
    }

    /** Lets one thread show something while another one takes a file away; has the status looked at each time. */
    private void race(Runnable show, Consumer<Outbox.Item> takeAway, Runnable check) throws Exception {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger shown = new AtomicInteger();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> showing = other.submit(() -> {
                for (int round = 1; round <= ROUNDS; round++) {
                    awaitRound(begun, round);
                    show.run();
                    shown.set(round);
                }
            });
            for (int round = 1; round <= ROUNDS; round++) {
                outbox.add(ITEM);
                begun.set(round);
                takeAway.accept(ITEM);
                awaitRound(shown, round);
                check.run();
                events.clear();
            }
            showing.get();
        } finally {
            other.shutdownNow();
        }
    }

    /** Threads that sleep would hardly ever meet; one that only spins may keep the other from running. */
    private static void awaitRound(AtomicInteger counter, int round) {
        for (int spins = 1; counter.get() < round && !Thread.currentThread().isInterrupted(); spins++) {
            if (spins % 1000 == 0) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void lagEndsWithTheLastFileWhicheverThreadShowsItLast() throws Exception {
        race(
                () -> {
                    reporter.observed(4120, EARLIER, 8240);
                    reporter.observed(0, EARLIER, 8240);
                },
                item -> {
                    outbox.remove(item);
                    reporter.showLag();
                },
                () -> assertThat(board.get().lag()).isEqualTo(Lag.NONE));
    }

    @Test
    void backlogEndsWithTheLastFileWhicheverThreadShowsItLast() throws Exception {
        race(
                () -> reporter.staged(ITEM.file(), EARLIER, Duration.ZERO, 7, false, 0),
                item -> {
                    reporter.uploaded(item, Duration.ZERO);
                    outbox.remove(item);
                    reporter.showLag();
                },
                () -> assertThat(board.get().stage(Stage.UPLOAD).backlog()).isZero());
    }

    @Test
    void everyStageShowsItsErrorsAndItsLastSuccess() {
        reporter.failed(Stage.RETENTION, new IOException("no"), false);
        assertThat(board.get().stage(Stage.RETENTION))
                .isEqualTo(new StageStatus(Stage.RETENTION, StageState.FAILING, null, 0, 1));
        reporter.recovered(Stage.RETENTION);
        assertThat(board.get().stage(Stage.RETENTION))
                .isEqualTo(new StageStatus(Stage.RETENTION, StageState.WORKING, NOW, 0, 0));
    }

    @Test
    void stageOffTheWayStallsAloneAndSaysSoOnce() {
        for (int i = 0; i < 5; i++) {
            reporter.failed(Stage.COMPACTION, new IOException("no"), false);
        }
        assertThat(state()).isEqualTo(DatabaseState.REPLICATING);
        assertThat(board.get().stage(Stage.COMPACTION).state()).isEqualTo(StageState.STALLED);
        reporter.recovered(Stage.COMPACTION);
        assertThat(changes()).containsExactly(StageState.FAILING, StageState.STALLED, StageState.WORKING);
    }

    private List<StageState> changes() {
        return events.stream()
                .filter(event -> event instanceof DatabaseEvent.StageChanged)
                .map(event -> ((DatabaseEvent.StageChanged) event).stage().state())
                .toList();
    }

    @Test
    void backlogsAreThoseOfCaptureAndUpload() {
        reporter.observed(4120, EARLIER, 8240);
        assertThat(board.get().stage(Stage.CAPTURE).backlog()).isEqualTo(4120);
        Outbox.Item item = stage(1);
        assertThat(board.get().stage(Stage.CAPTURE)).isEqualTo(working(Stage.CAPTURE, 0));
        assertThat(board.get().stage(Stage.UPLOAD).backlog()).isEqualTo(1);
        reporter.uploaded(item, Duration.ZERO);
        assertThat(board.get().stage(Stage.UPLOAD)).isEqualTo(working(Stage.UPLOAD, 0));
    }

    private static StageStatus working(Stage stage, long backlog) {
        return new StageStatus(stage, StageState.WORKING, NOW, backlog, 0);
    }

    @Test
    void snapshotIsABacklogUntilItIsOnTheReplica() {
        reporter.snapshotWanted("it is time");
        assertThat(board.get().stage(Stage.SNAPSHOT).backlog()).isEqualTo(1);
        LtxFileName name = new LtxFileName(new TxId(1), new TxId(3));
        reporter.snapshotUploaded(new ReplicaFile(ReplicaFile.SNAPSHOT_LEVEL, name, 100, NOW), Duration.ZERO);
        assertThat(board.get().stage(Stage.SNAPSHOT)).isEqualTo(working(Stage.SNAPSHOT, 0));
    }

    @Test
    void filesToMergeAndToDeleteAreBacklogs() {
        LtxFileName first = LtxFileName.of(new TxId(1));
        LtxFileName second = LtxFileName.of(new TxId(2));
        reporter.contents(
                Contents.of(List.of(
                        new ReplicaFile(0, first, 1, NOW),
                        new ReplicaFile(0, second, 1, NOW),
                        new ReplicaFile(1, first, 1, NOW))),
                1);
        reporter.toDelete(7);
        assertThat(board.get().stage(Stage.COMPACTION).backlog()).isEqualTo(1);
        assertThat(board.get().stage(Stage.RETENTION).backlog()).isEqualTo(7);
    }

    @Test
    void listenerThatFailsDoesNotKeepOthersFromHearing() {
        List<DatabaseEvent> heard = new ArrayList<>();
        board.add(event -> {
            throw new IllegalStateException("injected");
        });
        board.add(heard::add);
        reporter.fullFileNeeded("because");
        assertThat(heard).containsExactly(new DatabaseEvent.FullFileNeeded("app", "because"));
    }
}
