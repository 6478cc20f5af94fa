package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.Lag;
import io.litestream4j.status.Stage;
import io.litestream4j.status.StageError;
import io.litestream4j.status.StageState;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the replica gets, and what happens when it does not take it (I2, I7, I9, I13). */
class UploadTests {

    private static final Duration SHORT = Duration.ofMillis(200);

    /** The grid of the finest level by default. */
    private static final Duration HALF_MINUTE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private EngineKit kit;
    private Connection connection;

    @BeforeEach
    void openDatabase() throws Exception {
        kit = new EngineKit(directory);
        connection = TestDatabase.create(kit.database().path(), 4096).open();
        TestDatabase.execute(connection, "CREATE TABLE t(x)");
    }

    @AfterEach
    void closeDatabase() throws Exception {
        kit.close();
        connection.close();
        assertThat(kit.damaged()).isEmpty();
    }

    private LitestreamDatabase start() {
        return kit.start(settings -> settings.shutdownSyncTimeout(SHORT));
    }

    private void insert(int value) throws Exception {
        TestDatabase.execute(connection, "INSERT INTO t VALUES (" + value + ")");
    }

    /** Puts a file where the replica's level 0 should be. */
    private void breakReplica() throws Exception {
        Path moved = directory.resolve("replica.away");
        Files.move(kit.replica(), moved);
        Files.writeString(kit.replica(), "in the way");
    }

    private void repairReplica() throws Exception {
        Files.delete(kit.replica());
        Files.move(directory.resolve("replica.away"), kit.replica());
    }

    private static StageError lastError(LitestreamDatabase database) {
        return Objects.requireNonNull(database.status().lastError());
    }

    @Test
    void brokenReplicaStallsAndShowsTheLag() throws Exception {
        LitestreamDatabase database = start();
        database.sync(EngineKit.PATIENCE);
        breakReplica();
        insert(1);
        database.committed();
        Awaitility.await().until(() -> database.status().state() == DatabaseState.STALLED);
        assertThat(lastError(database).message()).contains("replica");
        assertThat(database.status().lag().transactions()).isPositive();
        assertThat(database.status().lag().bytes()).isPositive();
        assertThat(database.status().lag().since()).isNotNull();
    }

    @Test
    void repairedReplicaCatchesUpInOrder() throws Exception {
        LitestreamDatabase database = start();
        database.sync(EngineKit.PATIENCE);
        breakReplica();
        for (int i = 0; i < 20; i++) {
            insert(i);
            assertThatExceptionOfType(LitestreamException.class).isThrownBy(() -> database.sync(Duration.ofMillis(20)));
        }
        repairReplica();
        database.sync(EngineKit.PATIENCE);
        assertThat(kit.gaps()).isEmpty();
        assertThat(kit.restored()).isEqualTo(kit.content());
        Awaitility.await().until(() -> database.status().state() == DatabaseState.REPLICATING);
        assertThat(database.status().stage(Stage.UPLOAD).state()).isEqualTo(StageState.WORKING);
        assertThat(database.status().stage(Stage.UPLOAD).consecutiveErrors()).isZero();
        // If a half minute has begun meanwhile, the last error is one of merging, which is tried again at the next.
        Awaitility.await()
                .atMost(HALF_MINUTE.plus(EngineKit.PATIENCE))
                .until(() -> lastError(database).consecutive() == 0);
        Awaitility.await().until(() -> database.status().lag().equals(Lag.NONE));
    }

    @Test
    void replicaThatIsBrokenAtTheStartIsFilledLater() throws Exception {
        Files.writeString(kit.replica(), "in the way");
        LitestreamDatabase database = start();
        insert(1);
        Awaitility.await().until(() -> database.status().state() == DatabaseState.STALLED);
        Files.delete(kit.replica());
        database.sync(EngineKit.PATIENCE);
        assertThat(kit.restored()).isEqualTo(kit.content());
    }

    @Test
    void fileThatHasArrivedBeforeIsASuccess() throws Exception {
        LitestreamDatabase database = start();
        database.sync(EngineKit.PATIENCE);
        breakReplica();
        insert(1);
        assertThatExceptionOfType(LitestreamException.class).isThrownBy(() -> database.sync(SHORT));
        LtxFileName staged = EngineKit.names(kit.meta().resolve("ltx/0")).get(1);
        Files.copy(
                kit.meta().resolve("ltx/0").resolve(staged.toString()),
                directory.resolve("replica.away/ltx/0").resolve(staged.toString()));
        repairReplica();
        assertThat(database.sync(EngineKit.PATIENCE)).isEqualTo(staged.max());
        Awaitility.await().until(() -> database.status().state() == DatabaseState.REPLICATING);
    }

    @Test
    void fileOfAnotherWriterStopsUploadsAndStays() throws Exception {
        LitestreamDatabase database = start();
        TxId next = database.sync(EngineKit.PATIENCE).next();
        Path taken = kit.level(0).resolve(LtxFileName.of(next).toString());
        Files.copy(kit.level(0).resolve(LtxFileName.of(new TxId(1)).toString()), taken);
        byte[] content = Files.readAllBytes(taken);
        insert(1);
        database.committed();
        Awaitility.await().until(() -> database.status().state() == DatabaseState.FENCED);
        assertThat(lastError(database).message()).contains("another process writes to this replica");
        assertThatExceptionOfType(LitestreamException.class)
                .isThrownBy(() -> database.sync(SHORT))
                .withMessageContaining("another process");
        assertThat(taken).hasBinaryContent(content);
        Files.delete(taken);
    }

    @Test
    void snapshotsOfOneTxIdAreOne() throws Exception {
        LitestreamDatabase database = kit.start(settings -> settings.upkeep(SnapshotTests.NEVER));
        TxId txId = database.snapshot(EngineKit.PATIENCE);
        assertThat(database.snapshot(EngineKit.PATIENCE)).isEqualTo(txId);
        kit.stopEngine();
        LitestreamDatabase next = kit.start(settings -> settings.upkeep(SnapshotTests.NEVER));
        assertThat(next.snapshot(EngineKit.PATIENCE)).isEqualTo(txId);
        insert(1);
        assertThat(next.sync(EngineKit.PATIENCE)).isEqualTo(txId.next());
        assertThat(EngineKit.names(kit.level(9))).hasSize(1);
        assertThat(kit.restored()).isEqualTo(kit.content());
    }

    @Test
    void everySnapshotIsWhatItsTxIdStates() throws Exception {
        LitestreamDatabase database = kit.start(settings -> settings.minCheckpointPageCount(3));
        Map<TxId, String> truth = new TreeMap<>();
        for (int i = 0; i < 30; i++) {
            insert(i);
            TxId txId = i % 3 == 0 ? database.snapshot(EngineKit.PATIENCE) : database.sync(EngineKit.PATIENCE);
            truth.put(txId, kit.content());
        }
        EngineKit.delete(kit.level(0));
        for (LtxFileName snapshot : EngineKit.names(kit.level(9))) {
            assertThat(kit.restored(new RestoreTarget.AtTxId(snapshot.max()))).isEqualTo(truth.get(snapshot.max()));
        }
    }

    @Test
    void firstCommitAfterAQuietIntervalGoesAtOnceAndLaterOnesTogether() throws Exception {
        LitestreamDatabase database = kit.start(settings -> settings.syncInterval(Duration.ofSeconds(2)));
        TxId quiet = database.sync(EngineKit.PATIENCE);
        Awaitility.await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        insert(0);
        database.committed();
        Awaitility.await()
                .atMost(Duration.ofSeconds(1))
                .until(() -> database.status().replica().txId().equals(quiet.next()));
        for (int i = 0; i < 100; i++) {
            insert(i);
            database.committed();
        }
        String content = kit.content();
        Awaitility.await().until(() -> database.status().replica().txId().isAfter(quiet.next()));
        assertThat(database.status().replica().txId()).isEqualTo(quiet.next().next());
        assertThat(kit.restored()).isEqualTo(content);
    }
}
