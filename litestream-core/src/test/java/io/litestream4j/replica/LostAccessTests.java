package io.litestream4j.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.DatabaseStatus;
import io.litestream4j.testing.DatabaseContent;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that does not know the credentials any more, and then does again, while the application goes on (I7, I13). */
public abstract class LostAccessTests {

    // Longer than the longest pause between two tries.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    /** Starts the store, and returns an empty replica in it. */
    protected abstract ReplicaOptions start() throws Exception;

    /** Has the store refuse the credentials. */
    protected abstract void refuse() throws Exception;

    /** Has the store and the client agree again. */
    protected abstract void agree() throws Exception;

    /** Returns what the status says meanwhile. */
    protected abstract String advice();

    @Test
    void i7ReplicationCatchesUpWithoutARestartWhenAccessIsBack() throws Exception {
        ReplicaOptions replica = start();
        TestDatabase source = TestDatabase.create(directory.resolve("app.db"), 4096);
        try (Litestream litestream = new Litestream();
                Connection connection = source.open()) {
            TestDatabase.execute(connection, "CREATE TABLE t(x)");
            LitestreamDatabase database = litestream.open(
                    DatabaseOptions.builder(source.path(), replica).build());
            database.start();
            database.sync(PATIENCE);
            refuse();
            commit(connection, database);
            await().atMost(PATIENCE).until(() -> isStalledWith(database.status(), advice()));
            commit(connection, database);
            agree();
            database.sync(PATIENCE);
            await().atMost(PATIENCE)
                    .until(() -> database.status().state() == DatabaseState.REPLICATING
                            && database.status().lag().transactions() == 0);
        }
        try (Litestream other = new Litestream()) {
            Path copy = directory.resolve("copy.db");
            other.open(DatabaseOptions.builder(copy, replica).build()).restoreOnStart();
            assertThat(DatabaseContent.logicalSha256(copy)).isEqualTo(DatabaseContent.logicalSha256(source.path()));
        }
    }

    private static void commit(Connection connection, LitestreamDatabase database) throws Exception {
        TestDatabase.execute(connection, "INSERT INTO t VALUES (randomblob(10000))");
        database.committed();
    }

    private static boolean isStalledWith(DatabaseStatus status, String advice) {
        return status.state() == DatabaseState.STALLED
                && status.lastError() != null
                && status.lastError().message().contains(advice);
    }
}
