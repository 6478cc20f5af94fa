package io.litestream4j.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.CloseableDataBlock;
import io.litestream4j.io.FileDataBlock;
import io.litestream4j.testing.TestDatabase;
import io.litestream4j.wal.WalFrameHeader;
import io.litestream4j.wal.WalHeader;
import io.litestream4j.wal.WalSalts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SQLite does to a WAL is seen without asking it (I1). */
class WalEndTests {

    private static final int PAGE_SIZE = 4096;
    private static final String INSERT = "INSERT INTO t VALUES (1)";

    @TempDir
    private Path directory;

    private TestDatabase database;
    private Connection connection;
    private CloseableDataBlock wal;

    @BeforeEach
    void open() throws Exception {
        database = TestDatabase.create(directory.resolve("app.db"), PAGE_SIZE);
        connection = database.open();
        TestDatabase.execute(connection, "CREATE TABLE t(x)", INSERT, INSERT, INSERT);
        wal = FileDataBlock.open(database.wal());
    }

    @AfterEach
    void close() throws Exception {
        wal.close();
        connection.close();
    }

    private WalEnd end(boolean cuttable) throws Exception {
        long frames;
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA wal_checkpoint(NOOP)")) {
            frames = row.getLong(2);
        }
        WalSalts salts = WalHeader.load(wal, "wal").orElseThrow().salts();
        long offset = WalHeader.SIZE + frames * (WalFrameHeader.SIZE + PAGE_SIZE);
        return new WalEnd(database.wal(), FormerFiles.keyOf(database.wal()), wal, salts, offset, cuttable);
    }

    @Test
    void nothingIsSeenWhileNobodyWrites() throws Exception {
        WalEnd end = end(false);
        TestDatabase.execute(connection, "SELECT * FROM t", "PRAGMA wal_checkpoint(PASSIVE)");
        assertThat(end.hasMoved()).isFalse();
    }

    @Test
    void commitBehindTheEndIsSeen() throws Exception {
        WalEnd end = end(false);
        TestDatabase.execute(connection, INSERT);
        assertThat(end.hasMoved()).isTrue();
    }

    @Test
    void commitInANewRunIsSeen() throws Exception {
        WalEnd end = end(true);
        TestDatabase.execute(connection, "PRAGMA wal_checkpoint(RESTART)", INSERT);
        assertThat(end.hasMoved()).isTrue();
    }

    @Test
    void frameOfAnEarlierRunBehindTheEndIsNone() throws Exception {
        TestDatabase.execute(connection, "PRAGMA wal_checkpoint(RESTART)", INSERT);
        WalEnd end = end(false);
        assertThat(wal.size()).isGreaterThan(end.offset());
        assertThat(end.hasMoved()).isFalse();
    }

    @Test
    void cutFileIsSeenUnlessAllOfItWasMoved() throws Exception {
        WalEnd end = end(false);
        WalEnd moved = end(true);
        TestDatabase.execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        assertThat(end.hasMoved()).isTrue();
        assertThat(moved.hasMoved()).isFalse();
        TestDatabase.execute(connection, INSERT);
        assertThat(moved.hasMoved()).isTrue();
    }

    @Test
    void firstCommitToAnEmptyWalIsSeen() throws Exception {
        TestDatabase.execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        WalEnd end = new WalEnd(database.wal(), FormerFiles.keyOf(database.wal()), wal, null, 0, true);
        assertThat(end.hasMoved()).isFalse();
        TestDatabase.execute(connection, INSERT);
        assertThat(end.hasMoved()).isTrue();
    }

    @Test
    void walThatAppearsIsSeen() throws Exception {
        assertThat(new WalEnd(directory.resolve("none-wal"), null, null, null, 0, true).hasMoved())
                .isFalse();
        assertThat(new WalEnd(database.wal(), null, null, null, 0, true).hasMoved())
                .isTrue();
    }

    @Test
    void walThatIsDeletedIsSeen() throws Exception {
        WalEnd end = end(true);
        Files.delete(database.wal());
        assertThat(end.hasMoved()).isTrue();
    }

    @Test
    void whatCannotBeReadMayHaveMoved() throws Exception {
        WalEnd end = end(false);
        IdleLook look = end::hasMoved;
        wal.close();
        assertThat(look.mayBeOver()).isTrue();
    }
}
