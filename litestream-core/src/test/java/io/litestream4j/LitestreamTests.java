package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.LtxPageFormat;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.restore.RestorePolicy;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.Lag;
import io.litestream4j.testing.DatabaseContent;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine from the outside, as an application without Spring uses it. */
class LitestreamTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final Litestream litestream = new Litestream();

    @AfterEach
    void close() {
        litestream.close();
    }

    @Test
    void whatWasSyncedIsRestored() throws Exception {
        try (Connection connection = connect()) {
            LitestreamDatabase database = start();
            execute(connection, "CREATE TABLE t(x)");
            execute(connection, "INSERT INTO t VALUES (1), (2)");
            database.sync(PATIENCE);
            assertThat(restored(RestoreTarget.Latest::new)).isEqualTo(content());
        }
    }

    @Test
    void eachSyncIsAPointInTime() throws Exception {
        Map<TxId, String> truth = new TreeMap<>();
        try (Connection connection = connect()) {
            LitestreamDatabase database = start();
            execute(connection, "CREATE TABLE t(x)");
            for (int i = 0; i < 20; i++) {
                execute(connection, "INSERT INTO t VALUES (" + i + ")");
                truth.put(database.sync(PATIENCE), content());
            }
        }
        for (Map.Entry<TxId, String> point : truth.entrySet()) {
            assertThat(restored(() -> new RestoreTarget.AtTxId(point.getKey()))).isEqualTo(point.getValue());
        }
    }

    @Test
    void commitsArriveWithoutBeingAskedFor() throws Exception {
        try (Connection connection = connect()) {
            LitestreamDatabase database = start();
            execute(connection, "CREATE TABLE t(x)");
            database.sync(PATIENCE);
            TxId before = database.status().replica().txId();
            execute(connection, "INSERT INTO t VALUES (1)");
            database.committed();
            Awaitility.await().until(() -> database.status().replica().txId().isAfter(before));
            assertThat(database.status().lag()).isEqualTo(Lag.NONE);
        }
    }

    @Test
    void goesOnAfterAStopWithoutAFullFile() throws Exception {
        List<TxId> positions = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            try (Litestream process = new Litestream()) {
                LitestreamDatabase database = process.open(options().build());
                database.start();
                try (Connection connection = connect()) {
                    execute(connection, "CREATE TABLE IF NOT EXISTS t(x)");
                    execute(connection, "INSERT INTO t VALUES (" + run + ")");
                    positions.add(database.sync(PATIENCE));
                    assertThat(database.stop().complete()).isTrue();
                }
            }
        }
        assertThat(positions.get(2).value())
                .isLessThanOrEqualTo(positions.get(0).value() + 4);
        assertThat(sizeOfNewest()).isLessThan(3000);
        assertThat(restored(RestoreTarget.Latest::new)).isEqualTo(content());
    }

    @Test
    void checkpointsLoseNothing() throws Exception {
        try (Connection connection = connect()) {
            LitestreamDatabase database =
                    start(options().minCheckpointPageCount(50).truncatePageN(60));
            execute(connection, "CREATE TABLE t(id INTEGER PRIMARY KEY, x)");
            // Some twenty checkpoints: with so small a WAL each commit pauses for a while.
            for (int i = 0; i < 500; i++) {
                execute(connection, "INSERT INTO t(x) VALUES (randomblob(300))");
                database.committed();
            }
            database.sync(PATIENCE);
            assertThat(restored(RestoreTarget.Latest::new)).isEqualTo(content());
        }
    }

    @Test
    void pagesAreWrittenAsFramesIfAskedFor() throws Exception {
        try (Connection connection = connect()) {
            LitestreamDatabase database = start(options().pageFormat(LtxPageFormat.FRAME));
            execute(connection, "CREATE TABLE t(x)");
            database.sync(PATIENCE);
            byte[] file = Files.readAllBytes(directory.resolve("replica/ltx/0/0000000000000001-0000000000000001.ltx"));
            assertThat(ByteBuffer.wrap(file).getInt(LtxHeader.SIZE + 6)).isEqualTo(0x04224d18);
            assertThat(restored(RestoreTarget.Latest::new)).isEqualTo(content());
        }
    }

    @Test
    void syncFailsWhenNotRunning() {
        LitestreamDatabase database = litestream.open(options().build());
        assertThatExceptionOfType(LitestreamException.class)
                .isThrownBy(() -> database.sync(PATIENCE))
                .withMessageContaining("not replicated");
        assertThat(database.status().state()).isEqualTo(DatabaseState.STARTING);
    }

    @Test
    void snapshotIsAPointFromWhichARestoreCanBegin() throws Exception {
        try (Connection connection = connect()) {
            LitestreamDatabase database = start();
            execute(connection, "CREATE TABLE t(x)");
            database.sync(PATIENCE);
            execute(connection, "INSERT INTO t VALUES (1)");
            TxId snapshot = database.snapshot(PATIENCE);
            assertThat(directory.resolve("replica/ltx/9/0000000000000001-" + snapshot + ".ltx"))
                    .exists();
            assertThat(restored(RestoreTarget.Latest::new)).isEqualTo(content());
        }
    }

    private LitestreamDatabase start() {
        return start(options());
    }

    private LitestreamDatabase start(DatabaseOptions.Builder options) {
        LitestreamDatabase database = litestream.open(options.build());
        database.start();
        return database;
    }

    private DatabaseOptions.Builder options() {
        return DatabaseOptions.builder(directory.resolve("app.db"), replicaUrl());
    }

    private ReplicaUrl replicaUrl() {
        return ReplicaUrl.parse(directory.resolve("replica").toUri().toString());
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("app.db"));
        execute(connection, "PRAGMA journal_mode=WAL");
        execute(connection, "PRAGMA wal_autocheckpoint=0");
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String content() throws SQLException {
        return DatabaseContent.logicalSha256(directory.resolve("app.db"));
    }

    private String restored(Supplier<RestoreTarget> target) throws Exception {
        Path copy = Files.createTempDirectory(directory, "restored").resolve("copy.db");
        try (Litestream other = new Litestream()) {
            RestoreOptions restore = new RestoreOptions(
                    RestorePolicy.IF_MISSING, target.get(), true, RestoreOptions.DEFAULTS.integrityCheck(), PATIENCE);
            other.open(DatabaseOptions.builder(copy, replicaUrl())
                            .restore(restore)
                            .build())
                    .restoreOnStart();
        }
        return DatabaseContent.logicalSha256(copy);
    }

    private long sizeOfNewest() throws Exception {
        try (var files = Files.list(directory.resolve("replica/ltx/0"))) {
            return Files.size(files.sorted().reduce((one, other) -> other).orElseThrow());
        }
    }
}
