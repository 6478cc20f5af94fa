package io.litestream4j.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.FileDataBlock;
import io.litestream4j.testing.DatabaseContent;
import io.litestream4j.testing.RandomWorkload;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves that the pages found in a WAL are the ones that SQLite itself puts into the database. */
class WalCheckpointTests {

    @TempDir
    private Path temporary;

    static Stream<WalFixture> fixtures() {
        return WalFixture.readable();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void fixturesPagesMakeTheCheckpointedDatabase(WalFixture fixture) throws IOException {
        Path database = Files.write(temporary.resolve("app.db"), fixture.database());
        apply(fixture.reader(), database);
        assertThat(DatabaseContent.sha256(database))
                .isEqualTo(fixture.manifest().get("afterCheckpointSha256").asString());
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096, 65536})
    void workloadsPagesMakeTheCheckpointedDatabase(int pageSize) throws SQLException, IOException {
        long seed = new Random().nextLong();
        TestDatabase original = TestDatabase.create(temporary.resolve("app.db"), pageSize);
        TestDatabase copy = new TestDatabase(temporary.resolve("copy.db"));
        try (RandomWorkload workload = new RandomWorkload(original::open, seed)) {
            workload.run(200);
            // Loses SQLite's locks, which matters to nobody: no other process is there, and no statement runs.
            Files.copy(original.path(), copy.path());
            Files.copy(original.wal(), copy.wal());
        }
        try (FileDataBlock wal = FileDataBlock.open(copy.wal())) {
            apply(WalReader.open(wal, "copy.db-wal").orElseThrow(), copy.path());
        }
        assertThat(copy.path()).as("seed %d", seed).hasSameBinaryContentAs(original.path());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void headersAloneTellTheSamePagesAsAScan(WalFixture fixture) throws IOException {
        WalReader reader = fixture.reader();
        WalScan scan = reader.scan();
        PageMap pages = new PageMap();
        reader.readHeaders(0, scan.committedFrames(), (index, page, commit) -> pages.put(page, index));
        pages.removeAbove(scan.commit());
        assertThat(frames(pages)).isEqualTo(frames(scan.pages()));
    }

    private static Map<Integer, Long> frames(PageMap pages) {
        return IntStream.of(pages.sortedPageNumbers()).boxed().collect(Collectors.toMap(page -> page, pages::get));
    }

    private static void apply(WalReader reader, Path database) throws IOException {
        WalScan scan = reader.scan();
        int pageSize = reader.header().pageSize();
        byte[] page = new byte[pageSize];
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
            file.setLength((long) scan.commit() * pageSize);
            for (int pageNumber : scan.pages().sortedPageNumbers()) {
                reader.readPage(scan.pages().get(pageNumber), page, 0);
                file.seek((pageNumber - 1L) * pageSize);
                file.write(page);
            }
        }
    }
}
