package io.litestream4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Proves that the probe would see what invariant I10 forbids. */
@EnabledOnOs(OS.LINUX)
class LockProbeTests {

    @TempDir
    private Path temporary;

    private TestDatabase database;
    private Connection connection;
    private LockProbe probe;

    @BeforeEach
    void openDatabase() throws SQLException, IOException {
        database = TestDatabase.create(temporary.resolve("app.db"), 4096);
        connection = database.open();
        TestDatabase.execute(connection, "CREATE TABLE t (a)", "INSERT INTO t VALUES (1)");
        probe = LockProbe.start(database.path());
    }

    @AfterEach
    void closeDatabase() throws SQLException, IOException {
        connection.close();
        probe.close();
    }

    @Test
    void writerIsSeen() throws SQLException {
        TestDatabase.execute(connection, "BEGIN IMMEDIATE");
        assertThat(probe.canWrite()).isFalse();
        TestDatabase.execute(connection, "COMMIT");
        assertThat(probe.canWrite()).isTrue();
    }

    @Test
    void readerIsSeen() throws SQLException {
        TestDatabase.execute(connection, "BEGIN", "SELECT * FROM t");
        assertThat(probe.canTruncateWal()).isFalse();
        TestDatabase.execute(connection, "COMMIT");
        assertThat(probe.canTruncateWal()).isTrue();
    }

    @Test
    void openConnectionIsSeen() {
        assertThat(probe.canLockDatabase()).isFalse();
        assertThat(probe.canSwitchToDelete()).isFalse();
    }

    @Test
    void openingAndClosingTheWalLosesNoLock() throws SQLException, IOException {
        TestDatabase.execute(connection, "BEGIN IMMEDIATE", "SELECT * FROM t");
        openAndClose(database.wal());
        assertThat(probe.canWrite()).isFalse();
        assertThat(probe.canTruncateWal()).isFalse();
        assertThat(probe.canLockDatabase()).isFalse();
        assertThat(probe.canSwitchToDelete()).isFalse();
    }

    @Test
    void lostWriteLockIsSeen() throws SQLException, IOException {
        TestDatabase.execute(connection, "BEGIN IMMEDIATE");
        openAndClose(database.shm());
        assertThat(probe.canWrite()).isTrue();
    }

    @Test
    void lostReadLockIsSeen() throws SQLException, IOException {
        TestDatabase.execute(connection, "BEGIN", "SELECT * FROM t");
        openAndClose(database.shm());
        assertThat(probe.canTruncateWal()).isTrue();
    }

    @Test
    void lostLockOnTheDatabaseIsSeen() throws IOException {
        openAndClose(database.path());
        assertThat(probe.canLockDatabase()).isTrue();
    }

    @Test
    void databaseWithoutAnyLockIsTakenOutOfWalMode() throws IOException {
        openAndClose(database.path());
        openAndClose(database.shm());
        assertThat(probe.canSwitchToDelete()).isTrue();
    }

    @Test
    void locksOfTheWriterAreListed() throws SQLException, IOException {
        TestDatabase.execute(connection, "BEGIN IMMEDIATE");
        assertThat(PosixLocks.heldOn(database.path())).containsExactly("READ 1073741826-1073742335");
        assertThat(PosixLocks.heldOn(database.shm())).contains("WRITE 120-120");
    }

    @Test
    void lostLocksAreNotListed() throws SQLException, IOException {
        TestDatabase.execute(connection, "BEGIN IMMEDIATE");
        openAndClose(database.path());
        openAndClose(database.shm());
        assertThat(PosixLocks.heldOn(database.path())).isEmpty();
        assertThat(PosixLocks.heldOn(database.shm())).isEmpty();
    }

    @Test
    void fileThatDoesNotExistHasNoLocks() throws IOException {
        assertThat(PosixLocks.heldOn(temporary.resolve("missing"))).isEmpty();
    }

    private static void openAndClose(Path file) throws IOException {
        FileChannel.open(file).close();
    }
}
