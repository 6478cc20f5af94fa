package io.litestream4j.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.ltx.LtxPageFormat;
import io.litestream4j.ltx.LtxReader;
import io.litestream4j.ltx.TxId;
import io.litestream4j.sqlite.DatabaseFile;
import io.litestream4j.sqlite.DatabaseSession;
import io.litestream4j.sqlite.PageSize;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.staging.StagingDirectory;
import io.litestream4j.testing.TestDatabase;
import io.litestream4j.wal.WalFrameHeader;
import io.litestream4j.wal.WalReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that raises the database size holds every page of the growth, also those that have no frame in what is captured. */
class DatabaseCaptureTests {

    private static final int PAGE_SIZE = 512;
    private static final int KNOWN_SIZE = 5;
    private static final int MANY = 1000;

    @TempDir
    private Path directory;

    private Connection writer;
    private Path database;
    private DatabaseSession session;
    private WalFollower wal;
    private DatabaseCapture capture;

    /** The database file has all pages, of which the history is made to know the first few only. */
    @BeforeEach
    void openDatabaseThatHasGrown() throws Exception {
        TestDatabase created = TestDatabase.create(directory.resolve("app.db"), PAGE_SIZE);
        database = created.path();
        writer = created.open();
        TestDatabase.execute(
                writer,
                "CREATE TABLE large(x)",
                "CREATE TABLE small(x)",
                "INSERT INTO large VALUES (randomblob(10000))",
                "INSERT INTO small VALUES (1)",
                "PRAGMA wal_checkpoint(TRUNCATE)");
        DatabaseFile file = DatabaseFile.of(database);
        session = DatabaseSession.open(database);
        wal = new WalFollower(session, database);
        capture = new DatabaseCapture(
                wal,
                new FullCapture(session, file, wal),
                file,
                new PageSize(PAGE_SIZE),
                StagingDirectory.open(
                        new FileSystemDirectory(Files.createDirectory(directory.resolve("staged")), null)),
                new CaptureWriter(PAGE_SIZE, LtxPageFormat.BLOCK, InstantSource.system()),
                new BackPressure(new WriterGate(), MANY, WalFrameHeader.SIZE + PAGE_SIZE));
        capture.continueFrom(new TxId(1), KNOWN_SIZE);
    }

    @AfterEach
    void close() throws Exception {
        wal.close();
        session.close();
        writer.close();
    }

    private void commit() throws Exception {
        TestDatabase.execute(writer, "UPDATE small SET x = x + 1");
    }

    private static Map<Integer, byte[]> pages(StagedFile file) throws IOException {
        Map<Integer, byte[]> pages = new TreeMap<>();
        String name = file.name().toString();
        try (LtxReader reader = new LtxReader(Files.newInputStream(file.path()), name)) {
            while (reader.nextPage()) {
                pages.put(reader.pageNumber(), reader.page().clone());
            }
            reader.finish();
        }
        return pages;
    }

    private Map<Integer, byte[]> newestFrames() throws IOException {
        WalReader run = Objects.requireNonNull(wal.run());
        Map<Integer, byte[]> frames = new TreeMap<>();
        run.readPages(
                0,
                wal.committed(),
                (page, commit, source, offset) ->
                        frames.put(page, Arrays.copyOfRange(source, offset, offset + PAGE_SIZE)));
        return frames;
    }

    private void assertHoldsTheGrowth(StagedFile staged) throws IOException {
        byte[] file = Files.readAllBytes(database);
        int size = file.length / PAGE_SIZE;
        assertThat(capture.commit()).isEqualTo(size).isGreaterThan(KNOWN_SIZE + 10);
        Map<Integer, byte[]> expected = newestFrames();
        assertThat(expected).hasSizeLessThan(3);
        IntStream.rangeClosed(KNOWN_SIZE + 1, size)
                .forEach(page ->
                        expected.putIfAbsent(page, Arrays.copyOfRange(file, (page - 1) * PAGE_SIZE, page * PAGE_SIZE)));
        assertThat(pages(staged)).containsExactlyEntriesOf(expected);
    }

    @Test
    void captureHoldsEveryPageOfTheGrowth() throws Exception {
        commit();
        assertHoldsTheGrowth(capture.capture().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tailHoldsEveryPageOfTheGrowth(boolean readAhead) throws Exception {
        commit();
        if (readAhead) {
            assertThat(capture.readAhead(MANY)).isTrue();
            commit();
        }
        Tail tail = capture.readTail(MANY).orElseThrow();
        assertHoldsTheGrowth(capture.stage(tail).orElseThrow());
    }

    @Test
    void tailThatIsTooLongWithTheGrowthIsNotTaken() throws Exception {
        commit();
        assertThat(capture.readTail(10)).isEmpty();
        commit();
        Tail tail = capture.readTail(MANY).orElseThrow();
        assertHoldsTheGrowth(capture.stage(tail).orElseThrow());
    }
}
