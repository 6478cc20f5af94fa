package io.litestream4j.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.sqlite.DatabaseFile;
import io.litestream4j.sqlite.PageSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasePagesTests {

    private static final int SIZE = 512;

    @TempDir
    private Path directory;

    private Path path = Path.of("");
    private final byte[] page = new byte[SIZE];

    @BeforeEach
    void writeTwoPages() throws IOException {
        path = directory.resolve("app.db");
        write(1, 2);
    }

    private void write(int first, int second) throws IOException {
        byte[] content = new byte[2 * SIZE];
        Arrays.fill(content, 0, SIZE, (byte) first);
        Arrays.fill(content, SIZE, 2 * SIZE, (byte) second);
        Files.write(path, content);
    }

    private DatabasePages pages(int pagesAhead) throws IOException {
        return new DatabasePages(DatabaseFile.of(path), new PageSize(SIZE), pagesAhead);
    }

    @Test
    void pagesAreReadInAnyOrder() throws IOException {
        DatabasePages pages = pages(1);
        pages.read(2, page);
        assertThat(page).containsOnly(2);
        pages.read(1, page);
        assertThat(page).containsOnly(1);
    }

    @Test
    void pageBehindTheEndIsZero() throws IOException {
        Arrays.fill(page, (byte) 9);
        pages(8).read(3, page);
        assertThat(page).containsOnly(0);
    }

    @Test
    void whatWasReadAheadCanBeForgotten() throws IOException {
        DatabasePages pages = pages(2);
        pages.read(1, page);
        write(7, 8);
        pages.forget();
        pages.read(1, page);
        assertThat(page).containsOnly(7);
    }
}
