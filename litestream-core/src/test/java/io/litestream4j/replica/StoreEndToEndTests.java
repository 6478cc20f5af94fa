package io.litestream4j.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.RestoreOptions;
import io.litestream4j.ltx.TxId;
import io.litestream4j.restore.RestorePolicy;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.testing.DatabaseContent;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine with a replica in a store: what every store's tests have in common. */
public abstract class StoreEndToEndTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private ReplicaOptions replica;
    private TestDatabase source;

    /** Returns an empty replica, with parts so small that a file of some 100 KB has several. */
    protected abstract ReplicaOptions createReplica() throws Exception;

    @BeforeEach
    void prepare() throws Exception {
        replica = createReplica();
        source = TestDatabase.create(directory.resolve("app.db"), 4096);
    }

    @Test
    void whatWasSyncedIsRestoredAtEachPointInTime() throws Exception {
        Map<TxId, String> truth = new TreeMap<>();
        try (Litestream litestream = new Litestream();
                Connection connection = source.open()) {
            LitestreamDatabase database = start(litestream);
            TestDatabase.execute(connection, "CREATE TABLE t(id INTEGER PRIMARY KEY, x)");
            for (int i = 0; i < 4; i++) {
                insert(connection);
                truth.put(database.sync(PATIENCE), DatabaseContent.logicalSha256(source.path()));
            }
            database.snapshot(PATIENCE);
            assertThat(database.stop().complete()).isTrue();
        }
        for (Map.Entry<TxId, String> point : truth.entrySet()) {
            assertThat(restored(new RestoreTarget.AtTxId(point.getKey()))).isEqualTo(point.getValue());
        }
        assertThat(restored(new RestoreTarget.Latest())).isEqualTo(DatabaseContent.logicalSha256(source.path()));
    }

    @Test
    void anotherRunGoesOnWhereTheLastHasStopped() throws Exception {
        for (int run = 0; run < 2; run++) {
            try (Litestream litestream = new Litestream();
                    Connection connection = source.open()) {
                LitestreamDatabase database = start(litestream);
                TestDatabase.execute(connection, "CREATE TABLE IF NOT EXISTS t(id INTEGER PRIMARY KEY, x)");
                insert(connection);
                database.sync(PATIENCE);
            }
        }
        assertThat(restored(new RestoreTarget.Latest())).isEqualTo(DatabaseContent.logicalSha256(source.path()));
    }

    private LitestreamDatabase start(Litestream litestream) {
        LitestreamDatabase database =
                litestream.open(DatabaseOptions.builder(source.path(), replica).build());
        database.start();
        return database;
    }

    private static void insert(Connection connection) throws Exception {
        for (int i = 0; i < 10; i++) {
            TestDatabase.execute(connection, "INSERT INTO t(x) VALUES (randomblob(20000))");
        }
    }

    private String restored(RestoreTarget target) throws Exception {
        Path copy = Files.createTempDirectory(directory, "restored").resolve("copy.db");
        RestoreOptions restore = new RestoreOptions(
                RestorePolicy.IF_MISSING, target, true, RestoreOptions.DEFAULTS.integrityCheck(), PATIENCE);
        try (Litestream other = new Litestream()) {
            other.open(DatabaseOptions.builder(copy, replica).restore(restore).build())
                    .restoreOnStart();
        }
        return DatabaseContent.logicalSha256(copy);
    }
}
