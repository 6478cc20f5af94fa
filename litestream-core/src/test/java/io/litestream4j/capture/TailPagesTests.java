package io.litestream4j.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.io.ByteArrayDataBlock;
import io.litestream4j.wal.PageMap;
import io.litestream4j.wal.WalReader;
import io.litestream4j.wal.WalRestartedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames of WALs that SQLite has written. */
class TailPagesTests {

    private static final int MANY = 1000;

    private WalReader run;
    private TailPages tail;

    @BeforeEach
    void open() throws IOException {
        run = run("plain");
        tail = new TailPages(run.header().pageSize());
    }

    @ParameterizedTest
    @CsvSource({"plain,3,10,1", "plain,0,10,3", "plain,0,10,10", "ps65536,0,9,2", "vacuum-512,0,70,7"})
    void holdsTheNewestVersionOfEachPageHoweverOftenItIsCopied(String fixture, long from, long to, int step)
            throws IOException {
        run = run(fixture);
        tail = new TailPages(run.header().pageSize());
        for (long end = from; end < to; end += step) {
            assertThat(tail.copy(run, from, end, MANY)).isTrue();
        }
        assertThat(tail.copy(run, from, to, MANY)).isTrue();
        assertHolds(from, to);
    }

    @Test
    void copyFromAnotherFrameOrOfAnotherRunBeginsAnew() throws IOException {
        tail.copy(run, 0, 9, MANY);
        tail.copy(run, 8, 10, MANY);
        assertHolds(8, 10);
        run = run("plain");
        tail.copy(run, 8, 9, MANY);
        assertHolds(8, 9);
    }

    @Test
    void copyAfterPagesWereChangedBeginsAnew() throws IOException {
        tail.copy(run, 0, 9, MANY);
        tail.pages().removeAbove(1);
        tail.add(new int[] {100}, (pageNumber, target) -> Arrays.fill(target, (byte) pageNumber));
        assertThat(tail.pageNumbers()).containsExactly(1, 100);
        byte[] added = new byte[4096];
        tail.read(100, added);
        assertThat(added).containsOnly(100);
        tail.copy(run, 0, 10, MANY);
        assertHolds(0, 10);
    }

    @Test
    void copyThatFailedIsNotGoneOnFrom() throws IOException {
        tail.copy(run, 0, 5, MANY);
        assertThatExceptionOfType(WalRestartedException.class).isThrownBy(() -> tail.copy(run, 0, 11, MANY));
        tail.copy(run, 0, 7, MANY);
        assertHolds(0, 7);
    }

    @Test
    void tooManyPagesAreNotHeld() throws IOException {
        assertThat(tail.copy(run, 0, 10, 5)).isFalse();
        assertThat(tail.pageNumbers()).isEmpty();
        assertThat(tail.copy(run, 0, 10, 6)).isTrue();
        assertHolds(0, 10);
    }

    @Test
    void releasedPagesAreForgotten() throws IOException {
        tail.copy(run, 0, 9, MANY);
        tail.release();
        assertThat(tail.pageNumbers()).isEmpty();
        tail.copy(run, 0, 10, MANY);
        assertHolds(0, 10);
    }

    private void assertHolds(long from, long to) throws IOException {
        PageMap newest = new PageMap();
        int[] commits = new int[1];
        run.readHeaders(from, to, (index, page, commit) -> {
            newest.put(page, index);
            commits[0] = commit == 0 ? commits[0] : commit;
        });
        assertThat(tail.commit()).isEqualTo(commits[0]);
        assertThat(tail.pageNumbers()).isEqualTo(newest.sortedPageNumbers());
        byte[] held = new byte[run.header().pageSize()];
        byte[] expected = new byte[held.length];
        for (int page : tail.pageNumbers()) {
            tail.read(page, held);
            run.readPage(newest.get(page), expected, 0);
            assertThat(held).as("page " + page).isEqualTo(expected);
        }
    }

    private static WalReader run(String fixture) throws IOException {
        String path = "/fixtures/wal/" + fixture + "/app.db-wal";
        try (InputStream in = Objects.requireNonNull(TailPagesTests.class.getResourceAsStream(path), path)) {
            return WalReader.open(new ByteArrayDataBlock(in.readAllBytes()), fixture)
                    .orElseThrow();
        }
    }
}
