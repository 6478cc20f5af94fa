package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.litestream4j.status.DatabaseState;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first file of a database that is larger than what may wait for the replica (I7, I13). */
class LargeFirstFileTests {

    @TempDir
    private Path directory;

    @Test
    void isNoReasonToSayThatReplicationHasStalled() throws Exception {
        GatedStore.Gate gate = GatedStore.Gate.beforeLevelZero();
        EngineKit kit = EngineKit.behind(gate, directory);
        try (Connection connection =
                TestDatabase.create(kit.database().path(), 4096).open()) {
            // Staging takes no less than 16 MiB, whatever the settings say.
            TestDatabase.execute(
                    connection,
                    "CREATE TABLE t(x)",
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 18)"
                            + " INSERT INTO t SELECT randomblob(1024 * 1024) FROM n");
            // Nothing may be kept, which leaves the smallest room.
            LitestreamDatabase database = kit.start(settings -> settings.upkeep(SnapshotTests.NEVER));
            gate.awaitFile();
            TestDatabase.execute(connection, "INSERT INTO t VALUES (1)");
            database.committed();
            await().during(Duration.ofMillis(500)).until(() -> database.status().state() == DatabaseState.REPLICATING);
            gate.pass();
            gate.pass();
            database.sync(EngineKit.PATIENCE);
            assertThat(kit.restored()).isEqualTo(kit.content());
        } finally {
            kit.close();
        }
    }
}
