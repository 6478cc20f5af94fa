package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.testing.OtherProcess;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another process works on the database while it is replicated (I1). */
class OtherProcessTests {

    private static final String ROWS =
            "INSERT INTO t(x) WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 50)"
                    + " SELECT hex(randomblob(100)) FROM n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"PASSIVE", "FULL", "RESTART", "TRUNCATE"})
    void itsCheckpointsLoseNothingAndNeedNoFullFile(String mode) throws Exception {
        try (EngineKit kit = new EngineKit(directory);
                Connection connection =
                        TestDatabase.create(kit.database().path(), 4096).open()) {
            LitestreamDatabase database = kit.start(settings -> settings.minCheckpointPageCount(20));
            TestDatabase.execute(connection, "CREATE TABLE t(id INTEGER PRIMARY KEY, x)", ROWS);
            database.sync(EngineKit.PATIENCE);
            String checkpoint = "PRAGMA wal_checkpoint(" + mode + ")";
            // Whoever wants to restart the WAL would wait for the engine's read mark.
            String impatient = "PRAGMA busy_timeout=50";
            OtherProcess.execute(
                    kit.database().path(), impatient, ROWS, checkpoint, ROWS, checkpoint, checkpoint, ROWS);
            TestDatabase.execute(connection, impatient, ROWS, checkpoint, ROWS);
            database.sync(EngineKit.PATIENCE);
            assertThat(kit.fullFiles()).containsExactly("nothing was captured before");
            assertThat(kit.restored()).isEqualTo(kit.content());
        }
    }

    @Test
    void itsVacuumsLoseNothingAndNeedNoFullFile() throws Exception {
        try (EngineKit kit = new EngineKit(directory);
                Connection connection =
                        TestDatabase.create(kit.database().path(), 4096).open()) {
            LitestreamDatabase database = kit.start(settings -> settings.minCheckpointPageCount(20));
            TestDatabase.execute(connection, "CREATE TABLE t(id INTEGER PRIMARY KEY, x)", ROWS, ROWS);
            database.sync(EngineKit.PATIENCE);
            OtherProcess.execute(
                    kit.database().path(), ROWS, "DELETE FROM t WHERE id % 2 = 0", "VACUUM", ROWS, "PRAGMA optimize");
            TestDatabase.execute(connection, "DELETE FROM t WHERE id % 3 = 0", "VACUUM", ROWS);
            database.sync(EngineKit.PATIENCE);
            assertThat(kit.fullFiles()).containsExactly("nothing was captured before");
            assertThat(kit.restored()).isEqualTo(kit.content());
            assertThat(kit.damaged()).isEmpty();
        }
    }

    @Test
    void itMayComeAndGoAsTheOnlyOneBesidesTheEngine() throws Exception {
        try (EngineKit kit = new EngineKit(directory)) {
            TestDatabase.create(kit.database().path(), 4096);
            LitestreamDatabase database = kit.start(settings -> settings.minCheckpointPageCount(20));
            database.sync(EngineKit.PATIENCE);
            OtherProcess.execute(kit.database().path(), "CREATE TABLE t(id INTEGER PRIMARY KEY, x)", ROWS);
            OtherProcess.execute(kit.database().path(), ROWS, "PRAGMA wal_checkpoint(PASSIVE)");
            OtherProcess.execute(kit.database().path(), ROWS);
            database.sync(EngineKit.PATIENCE);
            assertThat(kit.fullFiles()).containsExactly("nothing was captured before");
            assertThat(kit.restored()).isEqualTo(kit.content());
        }
    }

    @Test
    void itsCommitsAreFoundWithinTheMonitorInterval() throws Exception {
        try (EngineKit kit = new EngineKit(directory);
                Connection connection =
                        TestDatabase.create(kit.database().path(), 4096).open()) {
            TestDatabase.execute(connection, "CREATE TABLE t(id INTEGER PRIMARY KEY, x)");
            LitestreamDatabase database = kit.start(settings -> settings.monitorInterval(Duration.ofMillis(50)));
            var before = database.sync(EngineKit.PATIENCE);
            OtherProcess.execute(kit.database().path(), ROWS);
            Awaitility.await().until(() -> database.status().replica().txId().isAfter(before));
            assertThat(kit.restored()).isEqualTo(kit.content());
        }
    }
}
