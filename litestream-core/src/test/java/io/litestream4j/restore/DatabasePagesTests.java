package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.FileDataBlock;
import io.litestream4j.io.PositionalOutput;
import io.litestream4j.sqlite.PageSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasePagesTests {

    private static final int LOCK_PAGE = new PageSize(65_536).lockPage();

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void createFile() throws IOException {
        file = Files.createFile(directory.resolve("app.db"));
    }

    @Test
    void firstVersionOfAPageStays() throws IOException {
        try (PositionalOutput output = PositionalOutput.open(file)) {
            DatabasePages pages = new DatabasePages(output, new PageSize(512), 1);
            pages.add(1, filled(512, 7));
            pages.add(1, filled(512, 8));
            pages.finish();
        }
        assertThat(page(512, 1)).containsOnly(7);
    }

    @Test
    void pagesBehindTheEndAreLeftOut() throws IOException {
        assertThat(write(512, 2, 1, 3)).isEqualTo(1);
        assertThat(file).hasSize(1_024);
    }

    @Test
    void pagesInAnyOrderAndBeyondOneBatchGetToTheirPlaces() throws IOException {
        int[] pageNumbers = new int[40];
        Arrays.setAll(pageNumbers, i -> (i + 19) % 40 + 1);
        assertThat(write(65_536, 40, pageNumbers)).isZero();
        for (int pageNumber = 1; pageNumber <= 40; pageNumber++) {
            assertThat(page(65_536, pageNumber)).containsOnly(pageNumber);
        }
    }

    @Test
    void lockPageIsNotMissedAndReadsAsZeros() throws IOException {
        assertThat(write(65_536, LOCK_PAGE + 1, 1, LOCK_PAGE + 1)).isEqualTo(LOCK_PAGE - 2);
        assertThat(page(65_536, LOCK_PAGE)).containsOnly(0);
        assertThat(page(65_536, LOCK_PAGE + 1)).containsOnly((byte) (LOCK_PAGE + 1));
    }

    @Test
    void lockPageAtTheEndCountsInTheSize() throws IOException {
        assertThat(write(65_536, LOCK_PAGE, 1)).isEqualTo(LOCK_PAGE - 2);
        assertThat(file).hasSize(LOCK_PAGE * 65_536L);
    }

    /** Writes pages that are filled with their numbers, and returns how many are missing. */
    private int write(int pageSize, int pageCount, int... pageNumbers) throws IOException {
        try (PositionalOutput output = PositionalOutput.open(file)) {
            DatabasePages pages = new DatabasePages(output, new PageSize(pageSize), pageCount);
            for (int pageNumber : pageNumbers) {
                pages.add(pageNumber, filled(pageSize, pageNumber));
            }
            pages.finish();
            return pages.missing();
        }
    }

    private static byte[] filled(int pageSize, int value) {
        byte[] page = new byte[pageSize];
        Arrays.fill(page, (byte) value);
        return page;
    }

    private byte[] page(int pageSize, int pageNumber) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(pageSize);
        try (FileDataBlock block = FileDataBlock.open(file)) {
            block.readFully(page, new PageSize(pageSize).offsetOf(pageNumber));
        }
        return page.array();
    }
}
