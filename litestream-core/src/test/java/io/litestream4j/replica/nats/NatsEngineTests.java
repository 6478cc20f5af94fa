package io.litestream4j.replica.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.RestoreOptions;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.restore.RestorePolicy;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.Lag;
import io.litestream4j.testing.DatabaseContent;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine with a replica in NATS. */
class NatsEngineTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void commitsGoOnWhileTheServerRestartsAndNothingIsLost() throws Exception {
        try (NatsServer server = NatsServer.start(directory);
                Litestream litestream = new Litestream()) {
            ReplicaOptions replica = server.options("b").withSettings(Map.of("create-bucket", "true"));
            TestDatabase source = TestDatabase.create(directory.resolve("app.db"), 4096);
            LitestreamDatabase database = litestream.open(
                    DatabaseOptions.builder(source.path(), replica).build());
            database.start();
            try (Connection connection = source.open()) {
                TestDatabase.execute(connection, "CREATE TABLE t(id INTEGER PRIMARY KEY, x)");
                insert(connection, database);
                database.sync(PATIENCE);
                server.stop();
                insert(connection, database);
                Awaitility.await().until(() -> !database.status().lag().equals(Lag.NONE));
                server.restart();
                insert(connection, database);
                database.sync(PATIENCE);
            }
            assertThat(restored(replica)).isEqualTo(DatabaseContent.logicalSha256(source.path()));
        }
    }

    private static void insert(Connection connection, LitestreamDatabase database) throws Exception {
        for (int i = 0; i < 20; i++) {
            TestDatabase.execute(connection, "INSERT INTO t(x) VALUES (randomblob(20000))");
            database.committed();
        }
    }

    private String restored(ReplicaOptions replica) throws Exception {
        Path copy = Files.createDirectory(directory.resolve("restored")).resolve("copy.db");
        try (Litestream other = new Litestream()) {
            RestoreOptions restore = new RestoreOptions(
                    RestorePolicy.IF_MISSING,
                    new RestoreTarget.Latest(),
                    true,
                    RestoreOptions.DEFAULTS.integrityCheck(),
                    PATIENCE);
            other.open(DatabaseOptions.builder(copy, replica).restore(restore).build())
                    .restoreOnStart();
        }
        return DatabaseContent.logicalSha256(copy);
    }
}
