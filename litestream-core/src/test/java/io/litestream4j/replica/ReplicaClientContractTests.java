package io.litestream4j.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store has to do; the numbers are those in the contract of {@link ReplicaClient}. */
public abstract class ReplicaClientContractTests {

    /** An LTX time with milliseconds. */
    protected static final Instant CREATED = Instant.parse("2026-01-02T03:04:05.678Z");

    /** The client that is tested. */
    protected ReplicaClient client;

    /** Makes a client for an empty replica, whose prefix does not exist yet where the store has such a thing. */
    protected abstract ReplicaClient createClient() throws IOException;

    /** Returns a size, in bytes, that needs more than one part wherever there are parts. */
    protected int large() {
        return 6 << 20;
    }

    /** Puts an object with this name next to the files of a level, past the client. */
    protected abstract void putForeign(int level, String name) throws IOException;

    /** Returns how the store keeps an LTX time. */
    protected Instant kept(Instant created) {
        return created;
    }

    /** Checks the listed time of a file that was just now stored with {@link #CREATED}. */
    protected void assertTime(Instant listed) {
        assertThat(listed).isEqualTo(kept(CREATED));
    }

    @BeforeEach
    void openClient() throws IOException {
        client = createClient();
    }

    @AfterEach
    void closeClient() throws IOException {
        client.close();
    }

    @Test
    void contract1And4ListShowsNameSizeAndTimeOfWhatWasCreated() throws IOException {
        create(0, 1, 1, "hello");
        List<ReplicaFile> listed = client.withLtxTimes(client.list(0, TxId.NONE), CREATED);
        assertThat(listed)
                .singleElement()
                .satisfies(file -> assertThat(file.name()).isEqualTo(name(1, 1)))
                .satisfies(file -> assertThat(file.size()).isEqualTo(5))
                .satisfies(file -> assertTime(file.created()));
    }

    @Test
    void contract1OpenGivesTheBytes() throws IOException {
        create(9, 1, 5, "hello");
        assertThat(read(file(9, 1, 5), 0, -1)).isEqualTo("hello");
    }

    @Test
    void contract1SizeNeedNotBeKnownBeforehand() throws IOException {
        byte[] large = new byte[large()];
        new Random(3).nextBytes(large);
        for (byte[] content : List.of(new byte[] {1, 2, 3}, large)) {
            LtxFileName name = name(1, content.length);
            UnsizedSource source = new UnsizedSource(content);
            client.create(9, name, CREATED, source);
            assertThat(source.size()).isEqualTo(content.length);
            try (InputStream in = client.open(new ReplicaFile(9, name, content.length, CREATED), 0, -1)) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
        }
        assertThat(client.list(9, TxId.NONE)).extracting(ReplicaFile::size).containsExactly(3L, (long) large());
    }

    @Test
    void contract1SourceOfUnknownSizeThatFailsLeavesNothing() throws IOException {
        UploadSource failing = new UnsizedSource(new byte[large()]) {

            @Override
            public InputStream open() {
                return new SequenceInputStream(super.open(), new FailingInputStream());
            }

            @Override
            public boolean isSizeKnown() {
                // The end of the bytes above is not the end of this source.
                return false;
            }
        };
        assertThatIOException().isThrownBy(() -> client.create(9, name(1, 1), CREATED, failing));
        assertThat(client.list(9, TxId.NONE)).isEmpty();
        client.create(9, name(1, 1), CREATED, new UnsizedSource(new byte[large()]));
        assertThat(client.list(9, TxId.NONE)).hasSize(1);
    }

    @Test
    void contract2CreateWhenNameIsTakenThrowsAndKeepsTheFirst() throws IOException {
        create(0, 1, 1, "first");
        assertThatExceptionOfType(ReplicaFileExistsException.class)
                .isThrownBy(() -> create(0, 1, 1, "second"))
                .withMessageContaining(name(1, 1).toString());
        assertThat(read(file(0, 1, 1), 0, -1)).isEqualTo("first");
    }

    @Test
    void contract2OfEightWritersOfOneNameExactlyOneSucceeds() throws Exception {
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String content = "writer " + i;
            writers.add(() -> tryCreate(content));
        }
        List<Boolean> wins = atTheSameTime(writers);
        assertThat(wins).containsOnlyOnce(true);
        assertThat(read(file(0, 1, 1), 0, -1)).isEqualTo("writer " + wins.indexOf(true));
    }

    @Test
    void contract5ForeignNamesAreNotListed() throws IOException {
        create(0, 3, 3, "x");
        putForeign(0, "0000000000000004-0000000000000004.ltx.tmp");
        putForeign(0, "000000000000000A-000000000000000A.ltx");
        putForeign(0, "notes.txt");
        assertThat(client.list(0, TxId.NONE)).extracting(ReplicaFile::name).containsExactly(name(3, 3));
    }

    @Test
    void contract6ListWhenPrefixIsAbsentIsEmpty() throws IOException {
        assertThat(client.list(0, TxId.NONE)).isEmpty();
    }

    @Test
    void listIsOrderedAndStartsAtTheTxIdAskedFor() throws IOException {
        for (int i = 20; i > 0; i--) {
            create(0, i, i, "x");
        }
        assertThat(client.list(0, new TxId(9)))
                .extracting(file -> file.name().min().value())
                .containsExactly(9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L);
    }

    @Test
    void listShowsOnlyTheLevelAskedFor() throws IOException {
        create(0, 1, 1, "x");
        create(1, 1, 1, "y");
        create(9, 1, 1, "z");
        assertThat(client.list(1, TxId.NONE)).extracting(ReplicaFile::level).containsExactly(1);
    }

    @Test
    void listGoesBeyondOnePageOfAThousand() throws Exception {
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 1; i <= 1_050; i += 105) {
            int first = i;
            writers.add(() -> createFrom(first, 105));
        }
        atTheSameTime(writers);
        assertThat(client.list(0, TxId.NONE)).hasSize(1_050);
    }

    @Test
    void openGivesARange() throws IOException {
        create(0, 1, 1, "0123456789");
        assertThat(read(file(0, 1, 1), 3, 4)).isEqualTo("3456");
        assertThat(read(file(0, 1, 1), 7, -1)).isEqualTo("789");
        assertThat(read(file(0, 1, 1), 0, 1)).isEqualTo("0");
    }

    @Test
    void openWhenMissingThrows() {
        assertThatExceptionOfType(ReplicaFileMissingException.class)
                .isThrownBy(() -> read(file(0, 1, 1), 0, -1))
                .withMessageContaining(name(1, 1).toString());
    }

    @Test
    void deleteRemovesAndIgnoresWhatIsMissing() throws IOException {
        create(0, 1, 1, "x");
        create(0, 2, 2, "y");
        client.delete(List.of(file(0, 1, 1), file(0, 7, 7), file(3, 7, 7)));
        assertThat(client.list(0, TxId.NONE)).extracting(ReplicaFile::name).containsExactly(name(2, 2));
    }

    @Test
    void deleteOfNothingIsFine() {
        assertThatNoException().isThrownBy(() -> client.delete(List.of()));
    }

    /** Stores a file with {@link #CREATED} as its time. */
    protected final void create(int level, long min, long max, String content) throws IOException {
        client.create(level, name(min, max), CREATED, source(content));
    }

    /** Returns text as an upload that is not a file. */
    protected static UploadSource source(String content) {
        return new BytesSource(content.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the name of a file. */
    protected static LtxFileName name(long min, long max) {
        return new LtxFileName(new TxId(min), new TxId(max));
    }

    /** Returns a file as a listing might show it. */
    protected static ReplicaFile file(int level, long min, long max) {
        return new ReplicaFile(level, name(min, max), 1, CREATED);
    }

    /** Reads a range as text. */
    protected final String read(ReplicaFile file, long offset, long length) throws IOException {
        try (InputStream in = client.open(file, offset, length)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private int createFrom(int first, int count) throws IOException {
        for (int i = first; i < first + count; i++) {
            create(0, i, i, "x");
        }
        return count;
    }

    private boolean tryCreate(String content) throws IOException {
        try {
            create(0, 1, 1, content);
            return true;
        } catch (ReplicaFileExistsException e) {
            return false;
        }
    }

    private static <T> List<T> atTheSameTime(List<Callable<T>> tasks) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(tasks.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : executor.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void objectsAreListedAtAnyDepthAndReadByRanges() throws IOException {
        assumeThat(client.objects()).as("other programs write to this store").isNotSameAs(ReplicaObjects.NONE);
        assertThat(client.objects().list("generations/")).isEmpty();
        client.create(3, LtxFileName.of(new TxId(7)), CREATED, new BytesSource(new byte[] {1, 2, 3, 4, 5}));
        ReplicaObject object = client.objects().list("").stream()
                .filter(listed -> listed.name().endsWith("/" + LtxFileName.of(new TxId(7))))
                .findFirst()
                .orElseThrow();
        assertThat(object.size()).isEqualTo(5);
        assertThat(object.name()).doesNotStartWith("/");
        try (InputStream in = client.objects().open(object, 1, 3)) {
            assertThat(in.readAllBytes()).containsExactly(2, 3, 4);
        }
        ReplicaObject missing = new ReplicaObject(object.name() + "x", 5, object.modified());
        assertThatExceptionOfType(ReplicaFileMissingException.class)
                .isThrownBy(() -> client.objects().open(missing, 0, 1).read());
    }

    /** Breaks at once. */
    private static final class FailingInputStream extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException("given up");
        }
    }
}
