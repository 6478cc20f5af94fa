package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are too large to be read at once, so that their page indexes decide what is read. */
class LargeFilesRestoreTests {

    private static final int PAGE_SIZE = 4096;
    private static final int PAGES = 1_500;

    @TempDir
    private Path directory;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private WrittenReplica replica;
    private byte[] database;
    private int runs;

    @BeforeEach
    void writeSnapshot() throws IOException {
        replica = new WrittenReplica(directory.resolve("replica"), PAGE_SIZE);
        database = new byte[PAGES * PAGE_SIZE];
        for (int number = 1; number <= PAGES; number++) {
            System.arraycopy(page(), 0, database, (number - 1) * PAGE_SIZE, PAGE_SIZE);
        }
        replica.snapshot(database);
    }

    @RepeatedTest(3)
    void newestVersionOfEachPageIsRestored() throws IOException {
        for (int txId = 2; txId <= 12; txId++) {
            change(txId, random.nextInt(PAGES));
        }
        assertThat(restore(replica.client(), IntegrityCheckMode.NONE))
                .as("seed %s", seed)
                .isEqualTo(database);
    }

    @Test
    void obsoletePagesAreNotRead() throws IOException {
        change(2, PAGES * 3 / 4);
        CountingClient client = new CountingClient(replica.client());
        assertThat(restore(client, IntegrityCheckMode.NONE)).isEqualTo(database);
        assertThat(client.bytes.get()).isBetween(database.length / 2L, database.length * 13L / 20);
    }

    @Test
    void fullCheckReadsEveryFileAsAWhole() throws IOException {
        change(2, PAGES * 3 / 4);
        CountingClient client = new CountingClient(replica.client());
        restore(client, IntegrityCheckMode.FULL);
        assertThat(client.bytes.get()).isGreaterThanOrEqualTo(size());
    }

    @RepeatedTest(20)
    void flippedBitIsFoundWhereFilesAreReadAsAWhole() throws IOException {
        change(2, PAGES / 3);
        change(3, PAGES / 4);
        List<Path> files = files();
        Path file = files.get(random.nextInt(files.size()));
        byte[] content = Files.readAllBytes(file);
        content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, content);
        byte[] restored = restore(replica.client(), IntegrityCheckMode.FULL);
        assertThat(restored).as("seed %s, %s", seed, file).isNull();
    }

    @Test
    void brokenConnectionsAreResumedWithinARange() throws IOException {
        change(2, PAGES / 2);
        assertThat(restore(new FlakyReplicaClient(replica.client(), 3, 100_000), IntegrityCheckMode.NONE))
                .isEqualTo(database);
    }

    /** Writes other content to {@code count} pages or a few less. */
    private void change(int txId, int count) throws IOException {
        SortedMap<Integer, byte[]> pages = new TreeMap<>();
        int first = 1 + random.nextInt(PAGES);
        for (int i = 0; i < count; i++) {
            int number = 1 + (first + i) % PAGES;
            byte[] page = page();
            pages.put(number, page);
            System.arraycopy(page, 0, database, (number - 1) * PAGE_SIZE, PAGE_SIZE);
        }
        replica.write(txId, PAGES, pages);
    }

    /** Half of a page can be compressed. */
    private byte[] page() {
        byte[] page = new byte[PAGE_SIZE];
        random.nextBytes(page);
        Arrays.fill(page, 0, PAGE_SIZE / 2, (byte) 7);
        return page;
    }

    /** Returns null if damage was found; the content of the database is none that SQLite could check. */
    private byte @Nullable [] restore(ReplicaClient client, IntegrityCheckMode mode) throws IOException {
        Path home = Files.createDirectory(directory.resolve("home-" + runs++));
        RestoreRequest request = new RestoreRequest(
                home.resolve("app.db"),
                home.resolve("meta"),
                RestorePolicy.IF_MISSING,
                new RestoreTarget.Latest(),
                true,
                mode,
                Restores.PARALLELISM,
                Duration.ofMinutes(1));
        try (client) {
            Restores.run(client, request);
            return Files.readAllBytes(home.resolve("app.db"));
        } catch (CorruptDataException e) {
            assertThat(home).isEmptyDirectory();
            return null;
        } catch (RestoreException e) {
            assertThat(mode).isEqualTo(IntegrityCheckMode.FULL);
            assertThat(e.reason()).isEqualTo(RestoreException.Reason.INTEGRITY_CHECK_FAILED);
            return new byte[0];
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("replica"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private long size() throws IOException {
        long size = 0;
        for (Path file : files()) {
            size += Files.size(file);
        }
        return size;
    }

    private static final class CountingClient extends FlakyReplicaClient {

        private final AtomicLong bytes = new AtomicLong();

        CountingClient(ReplicaClient delegate) {
            super(delegate, 0, Integer.MAX_VALUE);
        }

        @Override
        public InputStream open(ReplicaFile file, long offset, long length) throws IOException {
            bytes.addAndGet(length);
            return super.open(file, offset, length);
        }
    }
}
