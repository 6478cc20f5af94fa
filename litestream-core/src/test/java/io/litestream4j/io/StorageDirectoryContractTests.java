package io.litestream4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link StorageDirectory} does. */
abstract class StorageDirectoryContractTests {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    /** Returns the directory under test, which does not exist yet. */
    abstract StorageDirectory directory();

    @Test
    void absentDirectoryIsEmpty() throws IOException {
        assertThat(directory().list()).isEmpty();
    }

    @Test
    void createdFileIsListedAndReadBack() throws IOException {
        write("a", "hello");
        assertThat(directory().list()).singleElement().satisfies(entry -> {
            assertThat(entry.name()).isEqualTo("a");
            assertThat(entry.size()).isEqualTo(5);
        });
        assertThat(read("a")).isEqualTo("hello");
    }

    @Test
    void outputCountsItsBytes() throws IOException {
        try (StorageOutput output = directory().create("a")) {
            assertThat(output.size()).isZero();
            assertThat(output.write(bytes("hello"))).isEqualTo(5);
            assertThat(output.write(bytes("you"))).isEqualTo(3);
            assertThat(output.size()).isEqualTo(8);
            output.sync();
        }
        assertThat(read("a")).isEqualTo("helloyou");
    }

    @Test
    void createWhenTheNameIsTakenThrowsException() throws IOException {
        write("a", "first");
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> directory().create("a"));
        assertThat(read("a")).isEqualTo("first");
    }

    @Test
    void publishMovesTheFile() throws IOException {
        write("a.tmp", "new");
        directory().publish("a.tmp", "a");
        assertThat(directory().list()).extracting(StorageDirectory.Entry::name).containsExactly("a");
        assertThat(read("a")).isEqualTo("new");
    }

    @Test
    void publishWhenTheNameIsTakenThrowsException() throws IOException {
        write("a.tmp", "new");
        write("a", "old");
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> directory().publish("a.tmp", "a"));
        assertThat(read("a")).isEqualTo("old");
        assertThat(read("a.tmp")).isEqualTo("new");
    }

    @Test
    void publishOfAMissingFileThrowsException() throws IOException {
        write("b", "other");
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> directory().publish("a.tmp", "a"));
        assertThat(directory().list()).hasSize(1);
    }

    @Test
    void publishKeepsTheModificationTime() throws IOException {
        write("a.tmp", "new");
        directory().setModified("a.tmp", TIME);
        directory().publish("a.tmp", "a");
        assertThat(directory().list()).singleElement().satisfies(entry -> assertThat(entry.modified())
                .isEqualTo(TIME));
    }

    @Test
    void replaceTakesTheName() throws IOException {
        write("a.tmp", "new");
        write("a", "old");
        directory().replace("a.tmp", "a");
        assertThat(directory().list()).hasSize(1);
        assertThat(read("a")).isEqualTo("new");
    }

    @Test
    void missingFileCannotBeOpenedOrSynced() throws IOException {
        write("b", "other");
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> directory().open("a"));
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> directory().syncFile("a"));
    }

    @Test
    void missingFileIsDeletedWithoutAWord() throws IOException {
        directory().delete("a");
        write("a", "x");
        directory().delete("a");
        directory().delete("a");
        assertThat(directory().list()).isEmpty();
    }

    @Test
    void fileAndNamesCanBeSynced() throws IOException {
        write("a", "x");
        directory().syncFile("a");
        directory().sync();
        assertThat(read("a")).isEqualTo("x");
    }

    @Test
    void readBehindTheEndIsRefused() throws IOException {
        write("a", "hello");
        try (CloseableDataBlock block = directory().open("a")) {
            assertThat(block.read(ByteBuffer.allocate(1), 5)).isEqualTo(-1);
            assertThatExceptionOfType(EOFException.class).isThrownBy(() -> block.readFully(ByteBuffer.allocate(3), 3));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "../a", "a\\b"})
    void nameThatIsAPathIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> directory().create(name));
    }

    private void write(String name, String text) throws IOException {
        try (StorageOutput output = directory().create(name)) {
            output.write(bytes(text));
        }
    }

    private String read(String name) throws IOException {
        try (CloseableDataBlock block = directory().open(name)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) block.size());
            block.readFully(buffer, 0);
            return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
        }
    }

    private static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }
}
