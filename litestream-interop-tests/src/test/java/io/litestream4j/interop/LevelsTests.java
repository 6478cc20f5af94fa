package io.litestream4j.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.litestream4j.UpkeepOptions;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.restore.RestoreException;
import io.litestream4j.restore.RestorePlanner;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.testing.RandomWorkload;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both sides merge the levels of one replica in turns, and restore what the other has merged. */
class LevelsTests extends Interop {

    private static final int ROUNDS = 12;

    private static final UpkeepOptions OURS = new UpkeepOptions(
            List.of(Duration.ofMillis(300), Duration.ofMillis(600), Duration.ofMillis(1200)),
            Duration.ofHours(24),
            null,
            Duration.ofHours(24),
            Duration.ofMillis(1),
            true,
            0,
            0,
            0,
            1 << 20);

    private static final String THEIRS = """
            levels:
              - interval: 1s
              - interval: 2s
              - interval: 3s
            l0-retention: 1ms
            l0-retention-check-interval: 500ms
            """;

    private @Nullable RandomWorkload workload;

    @BeforeEach
    void openApplication() throws SQLException {
        workload = new RandomWorkload(database::open, seed);
    }

    @AfterEach
    void closeApplication() throws SQLException {
        if (workload != null) {
            workload.close();
        }
    }

    @Test
    void binaryGoesOnWithTheLevelsOfTheEngine() throws Exception {
        engineReplicates();
        assertEverythingRestores();
        binaryReplicates();
        assertEverythingRestores();
    }

    @Test
    void engineGoesOnWithTheLevelsOfTheBinary() throws Exception {
        binaryReplicates();
        assertEverythingRestores();
        engineReplicates();
        assertEverythingRestores();
    }

    @Test
    void bothTakeTurns() throws Exception {
        for (int turn = 0; turn < 2; turn++) {
            engineReplicates();
            binaryReplicates();
        }
        assertEverythingRestores();
    }

    private void engineReplicates() throws Exception {
        try (EngineReplication engine = EngineReplication.start(database.path(), replica, OURS)) {
            TxId last = TxId.NONE;
            for (int round = 0; round < ROUNDS; round++) {
                Objects.requireNonNull(workload).run(1 + random.nextInt(20));
                last = engine.sync();
                history.record(last, database.path());
            }
            awaitLevel(3, last);
            engine.stop();
        }
    }

    private void binaryReplicates() throws Exception {
        try (BinaryReplication running = binary.replicate(database.path(), replica, THEIRS)) {
            TxId last = TxId.NONE;
            for (int round = 0; round < ROUNDS; round++) {
                Objects.requireNonNull(workload).run(1 + random.nextInt(20));
                last = running.sync();
                history.record(last, database.path());
            }
            awaitLevel(3, last);
            running.stop();
        }
    }

    private void awaitLevel(int level, TxId last) {
        await().atMost(Duration.ofSeconds(30)).until(() -> replica.files().stream()
                .anyMatch(file ->
                        file.level() == level && !last.isAfter(file.name().max())));
    }

    /** Whatever can be restored, by the rules that both follow, is what was there. */
    private void assertEverythingRestores() throws IOException, InterruptedException, SQLException {
        assertLatestRestores();
        List<ReplicaFile> files = replica.files();
        List<TxId> merged = history.txIds().stream()
                .filter(txId -> isRestorable(files, txId))
                .toList();
        assertThat(merged).as("%s", files).isNotEmpty();
        assertHistoryRestores(merged);
    }

    private static boolean isRestorable(List<ReplicaFile> files, TxId txId) {
        try {
            RestorePlanner.plan(files, new RestoreTarget.AtTxId(txId));
            return true;
        } catch (RestoreException e) {
            return false;
        }
    }
}
