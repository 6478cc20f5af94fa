package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.staging.Outbox;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.DatabaseStatus;
import io.litestream4j.status.Lag;
import io.litestream4j.status.Stage;
import io.litestream4j.status.StageError;
import io.litestream4j.status.StatusBoard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What fails shows in the status (I13). */
class StatusReporterTests {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant EARLIER = NOW.minusSeconds(9);

    private final Outbox outbox = new Outbox();
    private final StatusBoard board =
            new StatusBoard(DatabaseStatus.starting("app", Path.of("app.db"), ReplicaUrl.parse("file:///replica")));
    private final StatusReporter reporter = new StatusReporter("app", board, outbox, InstantSource.fixed(NOW));
    private final List<DatabaseEvent> events = new ArrayList<>();

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
        LtxFileName name = LtxFileName.of(new TxId(txId));
        StagedFile file = new StagedFile(name, 100, NOW, Path.of(name.toString()));
        Outbox.Item item = new Outbox.Item(Outbox.CAPTURE_LEVEL, file, EARLIER, false);
        outbox.add(item);
        reporter.staged(file, EARLIER, Duration.ZERO, 7, false);
        return item;
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
        assertThat(events).hasSize(3).allMatch(event -> event instanceof DatabaseEvent.Failed);
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
