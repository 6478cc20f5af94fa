package io.litestream4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataBlockInputStreamTests {

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void createFile() throws IOException {
        file = Files.writeString(directory.resolve("file"), "0123456789");
    }

    @ParameterizedTest
    @CsvSource({"0, -1, 0123456789", "3, 4, 3456", "8, 5, 89", "10, -1, ''", "20, 5, ''", "3, 0, ''"})
    void rangeIsRead(long offset, long length, String expected) throws IOException {
        try (InputStream in = new DataBlockInputStream(FileDataBlock.open(file), offset, length)) {
            assertThat(in.readAllBytes()).asString().isEqualTo(expected);
        }
    }

    @Test
    void singleBytesAreRead() throws IOException {
        try (InputStream in = new DataBlockInputStream(FileDataBlock.open(file), 9, -1)) {
            assertThat(in.read()).isEqualTo('9');
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void skipStopsAtTheEnd() throws IOException {
        try (InputStream in = new DataBlockInputStream(FileDataBlock.open(file), 2, 5)) {
            assertThat(in.skip(4)).isEqualTo(4);
            assertThat(in.read()).isEqualTo('6');
            assertThat(in.skip(4)).isZero();
        }
    }
}
