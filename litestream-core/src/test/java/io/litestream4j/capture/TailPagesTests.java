package io.litestream4j.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TailPagesTests {

    private static final int PAGE_SIZE = 4096;
    private static final int[] FEW = {3, 7, 8};
    private static final int[] MANY = IntStream.rangeClosed(1, 300).toArray();

    private final TailPages pages = new TailPages(PAGE_SIZE);

    @Test
    void readsWhatWasLoadedWhateverBecomesOfTheSource() throws IOException {
        pages.load(FEW, TailPagesTests::fill);
        pages.load(MANY, TailPagesTests::fill);
        assertThat(pages.pageNumbers()).isEqualTo(MANY);
        for (int pageNumber : MANY) {
            assertThat(read(pageNumber)).isEqualTo(filled(pageNumber));
        }
    }

    @Test
    void keepsItsMemoryForTailsOfUsualLengthOnly() throws IOException {
        pages.load(FEW, TailPagesTests::fill);
        pages.release();
        assertThat(pages.capacity()).isEqualTo(FEW.length * PAGE_SIZE);
        pages.load(MANY, TailPagesTests::fill);
        pages.release();
        assertThat(pages.capacity()).isZero();
        assertThat(pages.pageNumbers()).isEmpty();
        pages.load(FEW, TailPagesTests::fill);
        assertThat(read(8)).isEqualTo(filled(8));
    }

    private byte[] read(int pageNumber) {
        byte[] page = new byte[PAGE_SIZE];
        pages.read(pageNumber, page);
        return page;
    }

    private static byte[] filled(int pageNumber) {
        byte[] page = new byte[PAGE_SIZE];
        fill(pageNumber, page);
        return page;
    }

    private static void fill(int pageNumber, byte[] target) {
        Arrays.fill(target, (byte) pageNumber);
    }
}
