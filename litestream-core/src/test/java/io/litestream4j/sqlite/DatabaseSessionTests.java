package io.litestream4j.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.io.OpenFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DatabaseSessionTests {

    @TempDir
    private Path directory;

    @Test
    @EnabledOnOs(OS.LINUX)
    void connectionThatCannotBeSetUpIsClosed() throws Exception {
        Path file = Files.writeString(directory.resolve("notes.txt"), "this is no database ".repeat(100));
        Object key = Objects.requireNonNull(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        assertThatExceptionOfType(DatabaseAccessException.class)
                .isThrownBy(() -> DatabaseSession.open(file))
                .withMessageContaining("notes.txt");
        assertThat(OpenFiles.count(key)).isZero();
    }
}
