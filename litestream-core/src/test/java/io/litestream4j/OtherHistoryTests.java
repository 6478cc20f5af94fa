package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories that look as if they were the one that was captured, and are not: I1, I2, I9. */
class OtherHistoryTests {

    @TempDir
    private Path directory;

    private EngineKit kit;

    @BeforeEach
    void create() throws Exception {
        kit = new EngineKit(directory);
        kit.execute("PRAGMA journal_mode=WAL", "CREATE TABLE t(x)");
    }

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void stagedFilesAreNotPutOnAnotherWritersHistory() throws Exception {
        try (Connection application = kit.database().open()) {
            kit.start().sync(EngineKit.PATIENCE);
            kit.stopEngine();
            stageWithoutReplica(application);
            replicateAnotherDatabase();
            List<LtxFileName> before = EngineKit.names(kit.level(0));
            LitestreamDatabase database = kit.start();
            assertThatExceptionOfType(LitestreamException.class)
                    .isThrownBy(() -> database.sync(EngineKit.PATIENCE))
                    .withMessageContaining("another process has written");
            assertThat(database.status().state()).isEqualTo(DatabaseState.FENCED);
            assertThat(EngineKit.names(kit.level(0))).isEqualTo(before);
        }
    }

    /** Captures more TXIDs than the other database will upload. */
    private void stageWithoutReplica(Connection application) throws Exception {
        Path away = directory.resolve("away");
        Files.move(kit.replica(), away);
        Files.createFile(kit.replica());
        LitestreamDatabase database = kit.start(options -> options.minCheckpointPageCount(1)
                .checkpointInterval(Duration.ofMillis(1))
                .shutdownSyncTimeout(Duration.ZERO));
        for (int i = 0; i < 4; i++) {
            long before = database.status().local().txId().value();
            TestDatabase.execute(application, "INSERT INTO t VALUES ('ours')");
            database.committed();
            Awaitility.await().until(() -> database.status().local().txId().value() > before);
        }
        kit.stopEngine();
        Files.delete(kit.replica());
        Files.move(away, kit.replica());
    }

    private void replicateAnotherDatabase() throws Exception {
        TestDatabase other = new TestDatabase(directory.resolve("other.db"));
        try (Connection connection = other.open();
                Litestream litestream = new Litestream()) {
            TestDatabase.execute(connection, "PRAGMA journal_mode=WAL", "CREATE TABLE u(x)");
            LitestreamDatabase database = litestream.open(
                    DatabaseOptions.builder(other.path(), kit.options().build().replicaUrl())
                            .build());
            database.start();
            database.sync(EngineKit.PATIENCE);
            TestDatabase.execute(connection, "INSERT INTO u VALUES ('theirs')");
            database.sync(EngineKit.PATIENCE);
        }
    }

    @Test
    void commitBehindTheSealIsNotLostWhenTheWalStartsAgain() throws Exception {
        try (Connection application = kit.database().open()) {
            TestDatabase.execute(application, "PRAGMA wal_autocheckpoint=0");
            kit.start();
            TestDatabase.execute(application, "INSERT INTO t VALUES ('one')");
            try (Connection reader = kit.database().open()) {
                // Its mark is at the sealed end: the next writer cannot start the WAL again, and appends.
                TestDatabase.execute(reader, "BEGIN", "SELECT * FROM t");
                kit.stopEngine();
                TestDatabase.execute(application, "INSERT INTO t VALUES ('behind the seal')");
            }
            TestDatabase.execute(application, "PRAGMA wal_checkpoint(PASSIVE)", "INSERT INTO t VALUES ('next run')");
            kit.start().sync(EngineKit.PATIENCE);
            assertThat(kit.restored()).isEqualTo(kit.content());
            assertThat(kit.fullFiles()).anyMatch(reason -> reason.contains("started again"));
        }
    }

    @Test
    void databaseBehindALinkIsReplicatedWithItsWal() throws Exception {
        Path link = directory.resolve("link.db");
        Files.createSymbolicLink(link, kit.database().path());
        try (Connection application = kit.database().open();
                Litestream litestream = new Litestream()) {
            TestDatabase.execute(application, "INSERT INTO t VALUES (1)");
            LitestreamDatabase database = litestream.open(
                    DatabaseOptions.builder(link, kit.options().build().replicaUrl())
                            .build());
            database.start();
            TestDatabase.execute(application, "INSERT INTO t VALUES (2)");
            database.sync(EngineKit.PATIENCE);
            assertThat(kit.restored()).isEqualTo(kit.content());
            assertThat(EngineKit.names(kit.level(0))).hasSizeLessThanOrEqualTo(2);
        }
    }
}
