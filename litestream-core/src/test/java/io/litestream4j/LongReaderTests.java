package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.Stage;
import io.litestream4j.status.StageError;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Availability, "long reader (hours)": a transaction that is left open keeps the WAL from starting again. Writers go on, the
 * replica stays current, and what grows is said.
 */
class LongReaderTests {

    private static final int ROWS = 300;

    /** Far more than the engine may hold the write lock, for a machine that does other things as well. */
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    private EngineKit kit;
    private Connection writer;
    private Connection reader;
    private LitestreamDatabase database;

    @BeforeEach
    void readForLong() throws Exception {
        kit = new EngineKit(directory);
        writer = TestDatabase.create(kit.database().path(), 4096).open();
        TestDatabase.execute(writer, "CREATE TABLE t(id INTEGER PRIMARY KEY, x)", "INSERT INTO t(x) VALUES (1)");
        database = kit.start(settings -> settings.minCheckpointPageCount(50)
                .truncatePageN(200)
                .checkpointInterval(Duration.ofMillis(100))
                .monitorInterval(Duration.ofMillis(50)));
        database.sync(EngineKit.PATIENCE);
        reader = kit.database().open();
        TestDatabase.execute(reader, "BEGIN", "SELECT count(*) FROM t");
    }

    @AfterEach
    void close() throws Exception {
        reader.close();
        writer.close();
        kit.close();
    }

    /** Returns how long the slowest took. */
    private Duration write() throws Exception {
        Duration longest = Duration.ZERO;
        for (int row = 0; row < ROWS; row++) {
            long begin = System.nanoTime();
            TestDatabase.execute(writer, "INSERT INTO t(x) VALUES (randomblob(9000))");
            Duration taken = Duration.ofNanos(System.nanoTime() - begin);
            longest = taken.compareTo(longest) > 0 ? taken : longest;
            database.committed();
        }
        return longest;
    }

    private void awaitAlarm() {
        Awaitility.await().until(() -> database.status().state() == DatabaseState.STALLED);
        StageError error = Objects.requireNonNull(database.status().lastError());
        assertThat(error.stage()).isEqualTo(Stage.CHECKPOINT);
        assertThat(error.message()).contains("the WAL has grown to", "does not end its transaction");
    }

    @Test
    void writersGoOnAndTheReplicaStaysCurrentWhileTheWalIsAlarmed() throws Exception {
        assertThat(write()).isLessThan(LONGEST_WRITE);
        awaitAlarm();
        assertThat(write()).isLessThan(LONGEST_WRITE);
        database.sync(EngineKit.PATIENCE);
        assertThat(kit.restored()).isEqualTo(kit.content(writer));
        assertThat(kit.fullFiles()).hasSize(1);
    }

    @Test
    void theAlarmEndsWithTheReaderAndTheWalShrinks() throws Exception {
        write();
        awaitAlarm();
        long grown = Files.size(kit.database().wal());
        TestDatabase.execute(reader, "COMMIT");
        Awaitility.await().until(() -> database.status().state() == DatabaseState.REPLICATING);
        Awaitility.await().until(() -> Files.size(kit.database().wal()) < grown / 2);
        database.sync(EngineKit.PATIENCE);
        assertThat(kit.restored()).isEqualTo(kit.content(writer));
    }
}
