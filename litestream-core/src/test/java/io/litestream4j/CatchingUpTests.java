package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.litestream4j.status.Lag;
import io.litestream4j.status.Stage;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A WAL that holds more than one file takes (I13). */
class CatchingUpTests {

    private static final int NEVER = 1 << 20;
    private static final long MEBIBYTE = 1 << 20;

    @TempDir
    private Path directory;

    private final GatedStore.Gate gate = GatedStore.Gate.beforeLevelZero();

    /** Keeps everything in the WAL until it is captured. */
    private static DatabaseOptions.Builder withoutCheckpoints(DatabaseOptions.Builder settings) {
        return settings.minCheckpointPageCount(NEVER).truncatePageN(NEVER).checkpointInterval(Duration.ofHours(1));
    }

    private static Instant since(Lag lag) {
        Instant since = lag.since();
        assertThat(since).isNotNull();
        return since;
    }

    @Test
    void lagIsAsOldAsTheOldestCommitUntilTheLastFileHasArrived() throws Exception {
        EngineKit kit = EngineKit.behind(gate, directory);
        try (Connection connection =
                TestDatabase.create(kit.database().path(), 65536).open()) {
            TestDatabase.execute(connection, "PRAGMA synchronous=OFF", "CREATE TABLE t(x)");
            LitestreamDatabase database = kit.start(CatchingUpTests::withoutCheckpoints);
            gate.awaitFile();
            // Nothing is captured meanwhile.
            for (int i = 0; i < 9; i++) {
                TestDatabase.execute(connection, "INSERT INTO t VALUES (zeroblob(10 * 1024 * 1024))");
                database.committed();
            }
            await().until(() -> database.status().lag().bytes() > 90 * MEBIBYTE);
            Instant noticed = Instant.now();
            gate.pass();
            gate.awaitFile();
            await().until(() -> database.status().stage(Stage.CAPTURE).backlog() < 90 * MEBIBYTE);
            assertThat(database.status().stage(Stage.CAPTURE).backlog()).isGreaterThan(10 * MEBIBYTE);
            assertThat(database.status().lag().transactions()).isEqualTo(2);
            gate.pass();
            gate.awaitFile();
            await().until(() -> database.status().lag().transactions() == 1);
            assertThat(since(database.status().lag())).isBeforeOrEqualTo(noticed);
            gate.pass();
            await().until(() -> database.status().lag().equals(Lag.NONE));
            assertThat(kit.restored()).isEqualTo(kit.content());
        } finally {
            gate.pass();
            kit.close();
        }
    }
}
