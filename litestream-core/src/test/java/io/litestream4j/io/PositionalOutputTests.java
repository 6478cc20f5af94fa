package io.litestream4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositionalOutputTests {

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void createFile() throws IOException {
        file = Files.writeString(directory.resolve("file"), "what was there before");
    }

    @Test
    void partsAreWrittenInAnyOrderOverNothing() throws IOException {
        try (PositionalOutput output = PositionalOutput.open(file)) {
            output.write(bytes("world"), 6);
            output.write(bytes("hello,"), 0);
            output.sync();
        }
        assertThat(file).hasContent("hello,world");
    }

    @Test
    void extendAddsZerosAndNeverShortens() throws IOException {
        try (PositionalOutput output = PositionalOutput.open(file)) {
            output.write(bytes("ab"), 0);
            output.extend(4);
            output.extend(1);
        }
        assertThat(file).hasBinaryContent(new byte[] {'a', 'b', 0, 0});
    }

    @Test
    void aFileThatIsOpenedAgainKeepsItsBytesUntilTheyAreCut() throws IOException {
        try (PositionalOutput output = PositionalOutput.openAgain(file)) {
            output.write(bytes("that"), 5);
            output.cut(100);
            output.cut(12);
        }
        assertThat(file).hasContent("what thatthe");
    }

    @Test
    void missingFileIsNotCreated() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> PositionalOutput.open(directory.resolve("missing")));
    }

    @Test
    void failureNamesTheFile() throws IOException {
        PositionalOutput output = PositionalOutput.open(file);
        output.close();
        assertThatIOException()
                .isThrownBy(() -> output.write(bytes("x"), 0))
                .withMessageStartingWith("cannot write " + file);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
