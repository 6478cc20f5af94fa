package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.testing.LockProbe;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the engine does, the application's locks stay (I10). A writer holds a transaction, a reader another one, and a
 * second process tries to get past them.
 */
@EnabledOnOs(OS.LINUX)
class EngineLockTests {

    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    private Path directory;

    private final List<DatabaseEvent> events = new CopyOnWriteArrayList<>();
    private EngineKit kit;
    private Connection writer;
    private Connection reader;
    private LockProbe probe;

    @BeforeEach
    void openDatabase() throws Exception {
        kit = new EngineKit(directory);
        TestDatabase.create(kit.database().path(), 4096);
        writer = kit.database().open();
        reader = kit.database().open();
        TestDatabase.execute(writer, "CREATE TABLE t(x)", "INSERT INTO t VALUES (1)");
        probe = LockProbe.start(kit.database().path());
    }

    @AfterEach
    void closeDatabase() throws Exception {
        kit.close();
        writer.close();
        reader.close();
        probe.close();
    }

    private LitestreamDatabase start() {
        LitestreamDatabase database = kit.start(settings -> settings.minCheckpointPageCount(1)
                .truncatePageN(1)
                .monitorInterval(Duration.ofMillis(20))
                .busyTimeout(SHORT)
                .shutdownSyncTimeout(Duration.ofSeconds(2)));
        database.addListener(events::add);
        return database;
    }

    private void openTransactions() throws Exception {
        TestDatabase.execute(reader, "BEGIN", "SELECT count(*) FROM t");
        TestDatabase.execute(writer, "BEGIN IMMEDIATE", "INSERT INTO t VALUES (2)");
        assertNoLockIsLost();
    }

    private void assertNoLockIsLost() {
        assertThat(probe.canWrite()).isFalse();
        assertThat(probe.canTruncateWal()).isFalse();
        assertThat(probe.canLockDatabase()).isFalse();
        assertThat(probe.canSwitchToDelete()).isFalse();
    }

    @Test
    void attachAndDetachKeepLocks() throws Exception {
        openTransactions();
        LitestreamDatabase database = start();
        Awaitility.await().until(() -> database.status().pageSize() > 0);
        assertNoLockIsLost();
        database.close();
        assertNoLockIsLost();
    }

    @Test
    void captureKeepsLocks() throws Exception {
        LitestreamDatabase database = start();
        database.sync(EngineKit.PATIENCE);
        openTransactions();
        database.sync(EngineKit.PATIENCE);
        assertNoLockIsLost();
    }

    @Test
    void checkpointsKeepLocks() throws Exception {
        start();
        Awaitility.await().until(() -> events.stream()
                .anyMatch(event -> event instanceof DatabaseEvent.Checkpointed done
                        && done.completed()
                        && done.mode().equals("truncate")));
        TestDatabase.execute(reader, "BEGIN", "SELECT count(*) FROM t");
        TestDatabase.execute(writer, "INSERT INTO t VALUES (2)");
        events.clear();
        TestDatabase.execute(writer, "BEGIN IMMEDIATE", "INSERT INTO t VALUES (3)");
        Awaitility.await().until(() -> events.stream().anyMatch(event -> event instanceof DatabaseEvent.Checkpointed));
        assertNoLockIsLost();
    }

    @Test
    void snapshotKeepsReadersLocksAndWaitsForTheWriter() throws Exception {
        LitestreamDatabase database = start();
        database.sync(EngineKit.PATIENCE);
        openTransactions();
        assertThatExceptionOfType(LitestreamException.class).isThrownBy(() -> database.snapshot(SHORT.multipliedBy(2)));
        assertNoLockIsLost();
        TestDatabase.execute(writer, "COMMIT");
        database.snapshot(EngineKit.PATIENCE);
        assertThat(probe.canTruncateWal()).isFalse();
        assertThat(probe.canLockDatabase()).isFalse();
        assertThat(probe.canSwitchToDelete()).isFalse();
    }

    @Test
    void stopAndCloseKeepLocks() throws Exception {
        LitestreamDatabase database = start();
        database.sync(EngineKit.PATIENCE);
        openTransactions();
        database.stop();
        assertNoLockIsLost();
        database.close();
        assertNoLockIsLost();
    }

    @Test
    void restoreOfAnotherDatabaseKeepsLocks() throws Exception {
        start().sync(EngineKit.PATIENCE);
        openTransactions();
        kit.restored();
        assertNoLockIsLost();
    }

    @Test
    void garbageCollectionKeepsLocks() throws Exception {
        start().sync(EngineKit.PATIENCE);
        openTransactions();
        kit.stopEngine();
        start();
        kit.stopEngine();
        System.gc();
        assertNoLockIsLost();
    }

    @Test
    void interruptedCallersLoseNothing() throws Exception {
        LitestreamDatabase database = start();
        database.sync(EngineKit.PATIENCE);
        openTransactions();
        callInterrupted(() -> database.sync(EngineKit.PATIENCE));
        callInterrupted(() -> database.snapshot(EngineKit.PATIENCE));
        assertNoLockIsLost();
        TestDatabase.execute(writer, "COMMIT");
        database.sync(EngineKit.PATIENCE);
        assertThat(kit.restored()).isEqualTo(kit.content());
    }

    private static void callInterrupted(Runnable call) {
        Thread.currentThread().interrupt();
        try {
            call.run();
        } catch (LitestreamException unlessItWasDoneAlready) {
            assertThat(unlessItWasDoneAlready).hasMessageContaining("app.db");
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void interruptedRestoreLeavesNothingAndKeepsLocks() throws Exception {
        start().sync(EngineKit.PATIENCE);
        openTransactions();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(LitestreamException.class).isThrownBy(() -> kit.restored());
        assertThat(Thread.interrupted()).isTrue();
        assertNoLockIsLost();
        assertThat(kit.restored()).isNotEmpty();
    }
}
