package io.litestream4j.benchmarks.jmh;

import io.litestream4j.io.FileDataBlock;
import io.litestream4j.wal.PageMap;
import io.litestream4j.wal.WalReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Ways to learn which pages a WAL of {@value #TRANSACTIONS} small transactions holds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WalBenchmark {

    private static final int TRANSACTIONS = 1000;

    private Path directory = Path.of("");
    private Path wal = Path.of("");
    private long frames;

    /** Writes the WAL; SQLite deletes its own when the last connection closes, so a copy is kept. */
    @Setup
    public void write() throws IOException, SQLException {
        directory = Files.createTempDirectory("wal-benchmark-");
        Path database = directory.resolve("app.db");
        wal = directory.resolve("copy-wal");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA wal_autocheckpoint=0");
            statement.execute("CREATE TABLE event(id INTEGER PRIMARY KEY, payload TEXT)");
            for (int i = 0; i < TRANSACTIONS; i++) {
                statement.execute("INSERT INTO event(payload) VALUES (hex(randomblob(100)))");
            }
            Files.copy(directory.resolve("app.db-wal"), wal);
        }
        Files.delete(database);
        try (FileDataBlock block = FileDataBlock.open(wal)) {
            frames = reader(block).scan().committedFrames();
        }
    }

    /** Deletes the WAL. */
    @TearDown
    public void delete() throws IOException {
        Files.delete(wal);
        Files.delete(directory);
    }

    /** Verifies every checksum, as a start does. */
    @Benchmark
    public int scanEverything() throws IOException {
        try (FileDataBlock block = FileDataBlock.open(wal)) {
            return reader(block).scan().pages().size();
        }
    }

    /** Reads the headers of frames that SQLite has called committed, as a capture does. */
    @Benchmark
    public int readHeaders() throws IOException {
        PageMap pages = new PageMap();
        try (FileDataBlock block = FileDataBlock.open(wal)) {
            reader(block).readHeaders(0, frames, (frame, page, commit) -> pages.put(page, frame));
        }
        return pages.size();
    }

    private static WalReader reader(FileDataBlock block) throws IOException {
        return WalReader.open(block, "wal").orElseThrow();
    }
}
