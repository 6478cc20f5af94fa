package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.status.DatabaseStatus;
import io.litestream4j.status.Lag;
import io.litestream4j.status.Stage;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the status says of files that an earlier process has staged (I13). */
class RestartStatusTests {

    private static final TxId UPLOADED = new TxId(1);
    private static final TxId WAITING = new TxId(2);

    @TempDir
    private Path directory;

    private final GatedStore.Gate gate = GatedStore.Gate.beforeLevelZero();
    private EngineKit kit;
    private EngineKit gated;
    private Connection connection;

    @BeforeEach
    void openDatabase() throws Exception {
        kit = new EngineKit(directory);
        Surroundings real = Surroundings.real(InstantSource.system());
        gated = new EngineKit(
                directory,
                new Surroundings(
                        real.clock(), real.disk(), options -> new GatedStore(ReplicaClients.create(options), gate)));
        connection = TestDatabase.create(kit.database().path(), 4096).open();
        TestDatabase.execute(connection, "CREATE TABLE t(x)");
    }

    @AfterEach
    void close() throws Exception {
        gated.close();
        kit.close();
        connection.close();
        assertThat(kit.damaged()).isEmpty();
    }

    private static LitestreamDatabase start(EngineKit kit) {
        return kit.start(settings -> settings.shutdownSyncTimeout(Duration.ofMillis(100)));
    }

    /** Puts a file where the replica should be. */
    private void breakReplica() throws Exception {
        Files.move(kit.replica(), directory.resolve("replica.away"));
        Files.writeString(kit.replica(), "in the way");
    }

    private void repairReplica() throws Exception {
        Files.delete(kit.replica());
        Files.move(directory.resolve("replica.away"), kit.replica());
    }

    /** Has one TXID uploaded, and a second one staged that does not reach the replica. */
    private void leaveAFileThatWaits() throws Exception {
        LitestreamDatabase database = start(kit);
        database.sync(EngineKit.PATIENCE);
        breakReplica();
        TestDatabase.execute(connection, "INSERT INTO t VALUES (1)");
        database.committed();
        await().until(() -> database.status().local().txId().equals(WAITING));
        kit.stopEngine();
    }

    @Test
    void whatWaitsForAStoreThatIsAwayIsShown() throws Exception {
        leaveAFileThatWaits();
        LitestreamDatabase database = start(kit);
        DatabaseStatus status = database.status();
        assertThat(status.local().txId()).isEqualTo(WAITING);
        assertThat(status.lag().transactions()).isPositive();
        assertThat(status.lag().bytes()).isPositive();
        assertThat(status.lag().since()).isNotNull();
        assertThat(status.stage(Stage.UPLOAD).backlog()).isPositive();
        assertThat(database.stop()).isEqualTo(new ShutdownResult("app.db", false, WAITING, TxId.NONE));
        repairReplica();
    }

    @Test
    void whatTheReplicaHasIsNotShownAsMissing() throws Exception {
        leaveAFileThatWaits();
        repairReplica();
        LitestreamDatabase database = start(gated);
        gate.awaitFile();
        DatabaseStatus status = database.status();
        assertThat(status.lag())
                .isEqualTo(new Lag(
                        1,
                        Files.size(kit.meta()
                                .resolve("ltx/0")
                                .resolve(LtxFileName.of(WAITING).toString())),
                        status.local().time()));
        assertThat(status.stage(Stage.UPLOAD).backlog()).isEqualTo(1);
        gate.pass();
        database.sync(EngineKit.PATIENCE);
        await().until(() -> database.status().lag().equals(Lag.NONE));
    }

    @Test
    void nothingIsMissingOnAnIdleDatabase() {
        start(kit).sync(EngineKit.PATIENCE);
        kit.stopEngine();
        LitestreamDatabase database = start(kit);
        assertThat(database.status().local().txId()).isEqualTo(UPLOADED);
        await().until(() -> database.status().lag().equals(Lag.NONE));
        assertThat(database.stop()).isEqualTo(new ShutdownResult("app.db", true, UPLOADED, UPLOADED));
    }
}
