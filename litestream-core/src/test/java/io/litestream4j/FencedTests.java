package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.testing.DatabaseContent;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that another one has taken the replica from, while it lives and after it has started again (I9). */
class FencedTests {

    @TempDir
    private Path directory;

    private EngineKit kit;
    private Connection connection;
    private TestDatabase other;

    @BeforeEach
    void replicateTwoCopiesOfOneDatabase() throws Exception {
        kit = new EngineKit(directory);
        connection = TestDatabase.create(kit.database().path(), 4096).open();
        TestDatabase.execute(connection, "PRAGMA wal_autocheckpoint=0", "CREATE TABLE t(x)");
        other = new TestDatabase(directory.resolve("other").resolve("other.db"));
        Files.createDirectories(directory.resolve("other"));
    }

    @AfterEach
    void closeDatabase() throws Exception {
        kit.close();
        connection.close();
        assertThat(kit.damaged()).isEmpty();
    }

    /** Restores the replica somewhere else and goes on there, as another machine would. */
    private void otherTakesOver() throws Exception {
        try (Litestream litestream = new Litestream()) {
            LitestreamDatabase database =
                    litestream.open(DatabaseOptions.builder(other.path(), url()).build());
            database.restoreOnStart();
            try (Connection theirs = other.open()) {
                TestDatabase.execute(theirs, "INSERT INTO t VALUES ('theirs')");
                database.start();
                database.sync(EngineKit.PATIENCE);
            }
        }
    }

    private ReplicaUrl url() {
        return kit.options().build().replicaUrl();
    }

    private LitestreamDatabase fenced() throws Exception {
        LitestreamDatabase database =
                kit.start(settings -> settings.minCheckpointPageCount(20).monitorInterval(Duration.ofMillis(50)));
        database.sync(EngineKit.PATIENCE);
        otherTakesOver();
        TestDatabase.execute(connection, "INSERT INTO t VALUES ('ours')");
        database.committed();
        Awaitility.await().until(() -> database.status().state() == DatabaseState.FENCED);
        return database;
    }

    private List<LtxFileName> replicaFiles() throws IOException {
        return EngineKit.names(kit.level(0));
    }

    @Test
    void theLoserIsToldOnceAndWaitersAtOnce() throws Exception {
        LitestreamDatabase database = kit.start();
        List<DatabaseEvent> events = new CopyOnWriteArrayList<>();
        database.addListener(events::add);
        database.sync(EngineKit.PATIENCE);
        otherTakesOver();
        TestDatabase.execute(connection, "INSERT INTO t VALUES ('ours')");
        assertThatExceptionOfType(LitestreamException.class)
                .isThrownBy(() -> database.sync(EngineKit.PATIENCE))
                .withMessageContaining("is fenced")
                .withMessageContaining("another process writes to this replica");
        assertThatExceptionOfType(LitestreamException.class).isThrownBy(() -> database.snapshot(EngineKit.PATIENCE));
        Awaitility.await().until(() -> database.status().state() == DatabaseState.FENCED);
        assertThat(events).filteredOn(DatabaseEvent.Fenced.class::isInstance).hasSize(1);
        assertThat(Objects.requireNonNull(database.status().lastError()).message())
                .contains(kit.meta().toString());
        assertThat(database.status().lag().since()).isNotNull();
    }

    @Test
    void theReplicaStaysTheWinnersAndLocalDataStayReadable() throws Exception {
        fenced();
        assertThat(kit.restored()).isEqualTo(DatabaseContent.logicalSha256(other.path()));
        assertThat(kit.database().value("SELECT group_concat(x) FROM t")).isEqualTo("ours");
    }

    @Test
    void neitherStagingNorTheWalGrowOnceFenced() throws Exception {
        fenced();
        List<LtxFileName> staged = EngineKit.names(kit.meta().resolve("ltx/0"));
        List<LtxFileName> replica = replicaFiles();
        for (int i = 0; i < 10; i++) {
            for (int row = 0; row < 30; row++) {
                TestDatabase.execute(connection, "INSERT INTO t VALUES (randomblob(20000))");
            }
            Awaitility.await().until(this::walIsMoved);
        }
        assertThat(EngineKit.names(kit.meta().resolve("ltx/0"))).isEqualTo(staged);
        assertThat(replicaFiles()).isEqualTo(replica);
        assertThat(Files.size(kit.database().wal())).isLessThan(3_000_000);
    }

    /** Returns whether every frame of the WAL is in the database file. */
    private boolean walIsMoved() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(NOOP)")) {
            return row.next() && row.getLong(2) == row.getLong(3);
        }
    }

    @Test
    void aRestartDoesNotTakeTheReplicaBack() throws Exception {
        fenced();
        for (int restart = 0; restart < 2; restart++) {
            kit.stopEngine();
            List<LtxFileName> before = replicaFiles();
            List<LtxFileName> staged = EngineKit.names(kit.meta().resolve("ltx/0"));
            LitestreamDatabase database = kit.open(settings -> settings);
            database.restoreOnStart();
            database.start();
            TestDatabase.execute(connection, "INSERT INTO t VALUES (1)");
            assertThatExceptionOfType(LitestreamException.class)
                    .isThrownBy(() -> database.sync(EngineKit.PATIENCE))
                    .withMessageContaining("is fenced");
            assertThat(replicaFiles()).isEqualTo(before);
            Awaitility.await()
                    .until(() -> EngineKit.names(kit.meta().resolve("ltx/0")).equals(staged));
        }
    }

    @Test
    void deletingTheDatabaseRestoresTheWinnersState() throws Exception {
        fenced();
        kit.stopEngine();
        connection.close();
        for (Path file : List.of(
                kit.database().path(), kit.database().wal(), kit.database().shm())) {
            Files.deleteIfExists(file);
        }
        LitestreamDatabase database = kit.open(settings -> settings);
        assertThat(database.restoreOnStart()).isPresent();
        connection = kit.database().open();
        database.start();
        TestDatabase.execute(connection, "INSERT INTO t VALUES ('more')");
        database.sync(EngineKit.PATIENCE);
        assertThat(kit.restored()).isEqualTo(kit.content());
        assertThat(kit.database().value("SELECT group_concat(x) FROM t")).isEqualTo("theirs,more");
    }

    @Test
    void deletingTheLocalFilesTakesTheReplicaOver() throws Exception {
        fenced();
        kit.stopEngine();
        EngineKit.delete(kit.meta());
        LitestreamDatabase database = kit.start();
        database.sync(EngineKit.PATIENCE);
        assertThat(kit.restored()).isEqualTo(kit.content());
        assertThat(kit.gaps()).isEmpty();
    }

    @Test
    void aDatabaseThatWasMadeWhileTheReplicaWasEmptyDoesNotHideWhatCameMeanwhile() throws Exception {
        connection.close();
        for (Path file : List.of(
                kit.database().path(), kit.database().wal(), kit.database().shm())) {
            Files.deleteIfExists(file);
        }
        LitestreamDatabase second = kit.open(settings -> settings);
        assertThat(second.restoreOnStart()).isEmpty();
        connection = kit.database().open();
        TestDatabase.execute(connection, "PRAGMA journal_mode=WAL", "CREATE TABLE u(x)");
        try (Connection theirs = other.open()) {
            TestDatabase.execute(theirs, "PRAGMA journal_mode=WAL", "CREATE TABLE t(x)");
        }
        otherTakesOver();
        second.start();
        assertThatExceptionOfType(LitestreamException.class)
                .isThrownBy(() -> second.sync(EngineKit.PATIENCE))
                .withMessageContaining("another process has written");
        assertThat(kit.restored()).isEqualTo(DatabaseContent.logicalSha256(other.path()));
    }

    @Test
    void stoppingWhenFencedDoesNotWait() throws Exception {
        LitestreamDatabase database = fenced();
        long begin = System.nanoTime();
        assertThat(database.stop().complete()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }
}
