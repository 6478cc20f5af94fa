package io.litestream4j.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.sqlite.DatabaseFile;
import io.litestream4j.sqlite.DatabaseSession;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full file is the database at its position, whatever is written meanwhile (I4). */
class FullCaptureTests {

    private static final int PAGE_SIZE = 512;
    private static final String CHANGE = "UPDATE t SET x = randomblob(900)";

    @TempDir
    private Path directory;

    private Connection writer;
    private DatabaseFile file;
    private DatabaseSession session;
    private WalFollower wal;
    private FullCapture full;

    @BeforeEach
    void open() throws Exception {
        TestDatabase database = TestDatabase.create(directory.resolve("app.db"), PAGE_SIZE);
        writer = database.open();
        TestDatabase.execute(writer, "CREATE TABLE t(x)", "INSERT INTO t VALUES (randomblob(900)), (randomblob(900))");
        TestDatabase.execute(writer, CHANGE, "PRAGMA wal_checkpoint(PASSIVE)");
        file = DatabaseFile.of(database.path());
        session = DatabaseSession.open(database.path());
        wal = new WalFollower(session, database.path());
        full = new FullCapture(session, file, wal);
    }

    @AfterEach
    void close() throws Exception {
        wal.close();
        session.close();
        writer.close();
    }

    private List<byte[]> pages(FixedPosition position) throws IOException {
        Capture capture = full.capture(LtxFileName.of(new TxId(1)), position);
        List<byte[]> pages = new ArrayList<>();
        for (int pageNumber : capture.pageNumbers().toArray()) {
            byte[] page = new byte[PAGE_SIZE];
            capture.source().read(pageNumber, page);
            pages.add(page);
        }
        return pages;
    }

    @Test
    void walThatStartsAgainMeanwhileIsNotRead() throws Exception {
        FixedPosition position = full.fix();
        List<byte[]> before = pages(position);
        TestDatabase.execute(writer, CHANGE, CHANGE);
        assertThat(wal.committed()).as("a new run").isPositive();
        assertThat(pages(position)).containsExactlyElementsOf(before);
    }

    @Test
    void framesThatAreNotMovedAreReadFromTheWal() throws Exception {
        TestDatabase.execute(writer, CHANGE);
        FixedPosition position = full.fix();
        List<byte[]> before = pages(position);
        TestDatabase.execute(writer, CHANGE, "PRAGMA wal_checkpoint(PASSIVE)", CHANGE);
        assertThat(pages(position)).containsExactlyElementsOf(before);
        assertThat(before).hasSize(position.commit());
    }
}
