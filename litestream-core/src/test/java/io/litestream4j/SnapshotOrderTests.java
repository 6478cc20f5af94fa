package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.Stage;
import io.litestream4j.testing.DatabaseContent;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot waits for the level-0 file of its last TXID, whose name decides between two writers (I8, I9). */
class SnapshotOrderTests {

    private static final LtxFileName OF_THE_COMMIT = new LtxFileName(new TxId(1), new TxId(2));

    @TempDir
    private Path directory;

    private final GatedStore.Gate gate = GatedStore.Gate.beforeLevelZero();
    private EngineKit kit;
    private Connection connection;
    private Litestream litestream;
    private LitestreamDatabase database;

    @BeforeEach
    void replicateTheFirstTxId() throws Exception {
        kit = new EngineKit(directory);
        connection = TestDatabase.create(kit.database().path(), 4096).open();
        TestDatabase.execute(connection, "CREATE TABLE t(x)");
        Surroundings real = Surroundings.real(InstantSource.system());
        litestream = new Litestream(new Surroundings(
                real.clock(), real.disk(), options -> new GatedStore(ReplicaClients.create(options), gate)));
        database = litestream.open(kit.options()
                .upkeep(SnapshotTests.NEVER)
                .shutdownSyncTimeout(Duration.ZERO)
                .build());
        database.start();
        gate.awaitFile();
        gate.pass();
        database.sync(EngineKit.PATIENCE);
    }

    @AfterEach
    void closeDatabase() throws Exception {
        gate.pass();
        litestream.close();
        kit.close();
        connection.close();
        assertThat(kit.damaged()).isEmpty();
    }

    /** Commits, and asks for a snapshot while the level-0 file of the commit waits at the gate. */
    private CompletableFuture<TxId> snapshotOfACommitThatWaits() throws Exception {
        TestDatabase.execute(connection, "INSERT INTO t VALUES ('ours')");
        database.committed();
        gate.awaitFile();
        CompletableFuture<TxId> snapshot = CompletableFuture.supplyAsync(() -> database.snapshot(EngineKit.PATIENCE));
        await().atMost(EngineKit.PATIENCE)
                .until(() -> database.status().stage(Stage.SNAPSHOT).backlog() == 1);
        // Long enough for one that does not wait.
        await().during(Duration.ofMillis(500)).until(() -> !isSnapshotOfTheCommitThere());
        return snapshot;
    }

    private boolean isSnapshotOfTheCommitThere() throws IOException {
        return EngineKit.names(kit.level(9)).contains(OF_THE_COMMIT);
    }

    /** Restores the replica somewhere else and goes on there, as another machine would. */
    private String contentOfAnotherWriter() throws Exception {
        TestDatabase other = new TestDatabase(
                Files.createDirectories(directory.resolve("other")).resolve("other.db"));
        try (Litestream theirs = new Litestream()) {
            LitestreamDatabase copy = theirs.open(
                    DatabaseOptions.builder(other.path(), kit.options().build().replicaUrl())
                            .upkeep(SnapshotTests.NEVER)
                            .build());
            copy.restoreOnStart();
            try (Connection theirConnection = other.open()) {
                TestDatabase.execute(theirConnection, "INSERT INTO t VALUES ('theirs')");
                copy.start();
                copy.sync(EngineKit.PATIENCE);
            }
        }
        return DatabaseContent.logicalSha256(other.path());
    }

    @Test
    void snapshotFollowsTheFileOfItsTxId() throws Exception {
        CompletableFuture<TxId> snapshot = snapshotOfACommitThatWaits();
        gate.pass();
        assertThat(snapshot.get(EngineKit.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(OF_THE_COMMIT.max());
        assertThat(isSnapshotOfTheCommitThere()).isTrue();
    }

    @Test
    void snapshotOfARefusedCommitIsNeverUploaded() throws Exception {
        CompletableFuture<TxId> snapshot = snapshotOfACommitThatWaits();
        String theirs = contentOfAnotherWriter();
        gate.pass();
        assertThatExceptionOfType(LitestreamException.class)
                .isThrownBy(() -> database.sync(EngineKit.PATIENCE))
                .withMessageContaining("is fenced");
        await().atMost(EngineKit.PATIENCE).until(() -> database.status().state() == DatabaseState.FENCED);
        assertThat(snapshot).failsWithin(EngineKit.PATIENCE);
        assertThat(isSnapshotOfTheCommitThere()).isFalse();
        assertThat(kit.restored()).isEqualTo(theirs);
    }
}
