package io.litestream4j.restore.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.PositionalOutput;
import io.litestream4j.sqlite.PageSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageRunsTests {

    private static final PageSize PAGE_SIZE = new PageSize(65_536);

    @TempDir
    private Path directory;

    @Test
    void pagesInAnyOrderAndBeyondOneWriteGetToTheirPlaces() throws IOException {
        Path file = Files.createFile(directory.resolve("app.db"));
        byte[] expected = new byte[40 * PAGE_SIZE.bytes()];
        try (PositionalOutput output = PositionalOutput.open(file)) {
            PageRuns runs = new PageRuns(output, PAGE_SIZE);
            for (int i = 0; i < 40; i++) {
                int number = (i + 19) % 40 + 1;
                fill(expected, (int) PAGE_SIZE.offsetOf(number), number);
                fill(runs.buffer(), runs.nowhere(), 99);
                if (!runs.takes(number)) {
                    runs.flush();
                }
                fill(runs.buffer(), runs.place(number), number);
            }
            runs.flush();
        }
        assertThat(file).hasBinaryContent(expected);
    }

    @Test
    void whatWasForgottenIsNotWritten() throws IOException {
        Path file = Files.createFile(directory.resolve("app.db"));
        try (PositionalOutput output = PositionalOutput.open(file)) {
            PageRuns runs = new PageRuns(output, PAGE_SIZE);
            runs.place(1);
            runs.reset();
            runs.flush();
        }
        assertThat(file).isEmptyFile();
    }

    private static void fill(byte[] target, int offset, int value) {
        Arrays.fill(target, offset, offset + PAGE_SIZE.bytes(), (byte) value);
    }
}
