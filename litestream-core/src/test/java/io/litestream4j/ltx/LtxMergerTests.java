package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LtxMergerTests {

    private static final byte[] SNAPSHOT = write(3, 1, 1, Map.of(1, 10, 2, 20, 3, 30));

    @Test
    void newestVersionOfEachPageWins() throws Exception {
        assertThat(merge(SNAPSHOT, write(3, 2, 2, Map.of(2, 21, 3, 31)), write(3, 3, 3, Map.of(3, 32))))
                .isEqualTo(Map.of(1, 10, 2, 21, 3, 32));
    }

    @Test
    void oneInputIsReadAsItIs() throws Exception {
        assertThat(merge(SNAPSHOT)).isEqualTo(Map.of(1, 10, 2, 20, 3, 30));
    }

    @Test
    void pagesBehindTheEndAreDropped() throws Exception {
        assertThat(merge(SNAPSHOT, write(1, 2, 2, Map.of()))).isEqualTo(Map.of(1, 10));
    }

    @Test
    void incrementsGiveAnIncrement() throws Exception {
        assertThat(merge(write(9, 2, 2, Map.of(4, 40)), write(9, 3, 4, Map.of(2, 20))))
                .isEqualTo(Map.of(2, 20, 4, 40));
    }

    @Test
    void headerSpansTheInputs() throws Exception {
        LtxHeader header = merger(SNAPSHOT, write(5, 2, 7, Map.of(4, 1, 5, 1))).header();
        assertThat(header).isEqualTo(new LtxHeader(2, 512, 5, new TxId(1), new TxId(7), 1007, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void inputsMayOverlapWhenTheyGoForward() throws Exception {
        assertThat(merge(SNAPSHOT, write(3, 1, 2, Map.of(1, 11, 2, 21, 3, 31)))).containsEntry(1, 11);
    }

    @Test
    void gapIsRefused() {
        expect(Problem.TXID_MISMATCH, SNAPSHOT, write(3, 3, 3, Map.of()));
    }

    @Test
    void inputThatDoesNotGoForwardIsRefused() {
        expect(Problem.TXID_MISMATCH, write(3, 1, 2, Map.of(1, 1, 2, 2, 3, 3)), write(3, 2, 2, Map.of()));
    }

    @Test
    void snapshotThatGrewWithoutItsPagesIsRefused() {
        expect(Problem.INCOMPLETE_SNAPSHOT, SNAPSHOT, write(5, 2, 2, Map.of(5, 50)));
        expect(Problem.INCOMPLETE_SNAPSHOT, SNAPSHOT, write(5, 2, 2, Map.of(4, 40)));
    }

    @Test
    void damageBehindTheLastPageThatIsUsedIsFound() {
        byte[] damaged = SNAPSHOT.clone();
        damaged[damaged.length - 1] ^= 1;
        expect(Problem.CHECKSUM_MISMATCH, damaged, write(1, 2, 2, Map.of(1, 11)));
    }

    @ParameterizedTest
    @CsvSource({"BLOCK,BLOCK", "BLOCK,FRAME", "FRAME,BLOCK", "FRAME,FRAME"})
    void copiedPagesAreThoseOfTheInputs(LtxPageFormat from, LtxPageFormat to) throws Exception {
        SortedMap<Integer, byte[]> first = new TreeMap<>(
                Map.of(1, LtxFiles.page(512, 10), 2, LtxFiles.random(512, 2), 3, LtxFiles.random(512, 3)));
        SortedMap<Integer, byte[]> second = new TreeMap<>(Map.of(2, LtxFiles.page(512, 21)));
        byte[] merged = copied(
                to,
                LtxFiles.write(LtxFiles.header(512, 3, 1, 1), from, first),
                LtxFiles.write(LtxFiles.header(512, 3, 2, 2), from, second));
        first.putAll(second);
        assertThat(LtxFiles.read(merged)).usingRecursiveComparison().isEqualTo(first);
        assertThat(LtxFiles.pageFlags(merged, LtxFiles.pageIndex(merged, "merged")))
                .containsExactly(to == LtxPageFormat.BLOCK ? 1 : 0);
    }

    @Test
    void blocksAreNotCompressedAgain() throws Exception {
        // All of it literals: no compressor would do that to zeros.
        byte[] block = new byte[3 + 512];
        block[0] = (byte) 0xf0;
        block[1] = (byte) 255;
        block[2] = (byte) (512 - 15 - 255);
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        try (LtxWriter writer =
                new LtxWriter(Channels.newChannel(input), LtxFiles.header(512, 1, 1, 1), LtxPageFormat.BLOCK)) {
            writer.writePage(1, new byte[512], ByteBuffer.wrap(block));
            writer.finish();
        }
        byte[] merged = copied(LtxPageFormat.BLOCK, input.toByteArray());
        assertThat(LtxFiles.read(merged)).usingRecursiveComparison().isEqualTo(new TreeMap<>(Map.of(1, new byte[512])));
        assertThat(merged).hasSameSizeAs(input.toByteArray()).hasSizeGreaterThan(512);
    }

    private static byte[] copied(LtxPageFormat format, byte[]... files) throws IOException {
        return MergedFile.of(LtxFiles.openAll(List.of(files)), format);
    }

    @Test
    void nothingCannotBeMerged() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LtxMerger(List.of()));
    }

    @Test
    void closeClosesEveryInputEvenIfOneFails() throws Exception {
        List<Integer> closed = new ArrayList<>();
        LtxMerger merger = new LtxMerger(
                List.of(failingOnClose(SNAPSHOT, 1, closed), failingOnClose(write(3, 2, 2, Map.of()), 2, closed)));
        assertThatExceptionOfType(IOException.class).isThrownBy(merger::close).withMessage("1");
        assertThat(closed).containsExactly(1, 2);
    }

    private static LtxReader failingOnClose(byte[] file, int number, List<Integer> closed) throws IOException {
        return new LtxReader(
                new ByteArrayInputStream(file) {
                    @Override
                    public void close() throws IOException {
                        closed.add(number);
                        throw new IOException("" + number);
                    }
                },
                "test.ltx");
    }

    private static byte[] write(int commit, long min, long max, Map<Integer, Integer> pages) {
        try {
            return LtxFiles.write(LtxFiles.header(512, commit, min, max), pages);
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static LtxMerger merger(byte[]... files) throws IOException {
        return new LtxMerger(LtxFiles.openAll(List.of(files)));
    }

    /** Merges, and returns the byte that fills each page. */
    private static Map<Integer, Integer> merge(byte[]... files) throws IOException {
        Map<Integer, Integer> pages = new TreeMap<>();
        try (LtxMerger merger = merger(files)) {
            while (merger.nextPage()) {
                pages.put(merger.pageNumber(), (int) merger.page()[0]);
            }
            merger.finish();
        }
        return pages;
    }

    private static void expect(Problem problem, byte[]... files) {
        assertThatExceptionOfType(CorruptDataException.class)
                .isThrownBy(() -> merge(files))
                .satisfies(ex -> assertThat(ex.problem()).isEqualTo(problem));
    }
}
