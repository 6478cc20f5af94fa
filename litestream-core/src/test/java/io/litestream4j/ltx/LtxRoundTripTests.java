package io.litestream4j.ltx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read, for every page size, both formats and any content. */
class LtxRoundTripTests {

    static Stream<Arguments> pageSizesAndFormats() {
        return IntStream.rangeClosed(9, 16)
                .mapToObj(bits -> 1 << bits)
                .flatMap(size -> Arrays.stream(LtxPageFormat.values()).map(format -> Arguments.of(size, format)));
    }

    @ParameterizedTest
    @MethodSource("pageSizesAndFormats")
    void snapshotIsReadAsItWasWritten(int pageSize, LtxPageFormat format) throws Exception {
        SortedMap<Integer, byte[]> pages = pages(pageSize, 40, 1);
        byte[] file = LtxFiles.write(LtxFiles.header(pageSize, 40, 1, 5), format, pages);
        assertSame(LtxFiles.read(file), pages);
    }

    @ParameterizedTest
    @MethodSource("pageSizesAndFormats")
    void incrementIsReadAsItWasWritten(int pageSize, LtxPageFormat format) throws Exception {
        SortedMap<Integer, byte[]> pages = pages(pageSize, 40, 3);
        byte[] file = LtxFiles.write(LtxFiles.header(pageSize, 1000, 6, 6), format, pages);
        assertSame(LtxFiles.read(file), pages);
    }

    @ParameterizedTest
    @MethodSource("pageSizesAndFormats")
    void indexFindsEveryPage(int pageSize, LtxPageFormat format) throws Exception {
        SortedMap<Integer, byte[]> pages = pages(pageSize, 40, 3);
        byte[] file = LtxFiles.write(LtxFiles.header(pageSize, 1000, 6, 6), format, pages);
        LtxPageIndex index = LtxFiles.pageIndex(file, "test.ltx");
        assertThat(IntStream.range(0, index.pageCount()).mapToObj(index::pageNumber))
                .containsExactlyElementsOf(pages.keySet());
    }

    /** Pages of every kind: empty, repetitive, half random, random. */
    private static SortedMap<Integer, byte[]> pages(int pageSize, int count, int step) {
        SortedMap<Integer, byte[]> pages = new TreeMap<>();
        Random random = new Random(pageSize);
        for (int i = 0; i < count; i++) {
            byte[] page = LtxFiles.page(pageSize, i);
            byte[] noise = new byte[pageSize / 3 * (i % 4)];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, page, 0, noise.length);
            pages.put(1 + i * step, page);
        }
        return pages;
    }

    private static void assertSame(SortedMap<Integer, byte[]> actual, SortedMap<Integer, byte[]> expected) {
        assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
        expected.forEach((number, page) ->
                assertThat(actual.get(number)).as("page " + number).isEqualTo(page));
    }
}
