package io.litestream4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileSystemDirectoryTests extends StorageDirectoryContractTests {

    @TempDir
    private Path temporary;

    @Override
    StorageDirectory directory() {
        return new FileSystemDirectory(temporary.resolve("meta/ltx/0"), null);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void permissionsApplyToNewFilesAndDirectories() throws IOException {
        Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rw-------");
        Path path = temporary.resolve("meta/ltx");
        new FileSystemDirectory(path, ownerOnly).create("a").close();
        assertThat(Files.getPosixFilePermissions(path.resolve("a"))).isEqualTo(ownerOnly);
        assertThat(permissions(path)).isEqualTo("rwx------");
        assertThat(permissions(temporary.resolve("meta"))).isEqualTo("rwx------");
    }

    @Test
    void directoriesAndLinksAreNotListed() throws IOException {
        Path path = Files.createDirectories(directory().path());
        Files.createDirectory(path.resolve("directory"));
        Files.createSymbolicLink(path.resolve("link"), path);
        assertThat(directory().list()).isEmpty();
    }

    @Test
    void fileInTheWayOfADirectoryIsReported() throws IOException {
        Files.createFile(temporary.resolve("file"));
        StorageDirectory inTheWay = new FileSystemDirectory(temporary.resolve("file"), null);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> inTheWay.create("a"));
        StorageDirectory below = new FileSystemDirectory(temporary.resolve("file/below"), null);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> below.create("a"));
    }

    @Test
    void reservationPublishesWithoutHardLinks() throws IOException {
        Path from = Files.writeString(temporary.resolve("a.tmp"), "new");
        Path to = temporary.resolve("a");
        FilePublication.byReservation(from, to);
        assertThat(to).hasContent("new");
        assertThat(from).doesNotExist();
    }

    @Test
    void reservationWhenTheNameIsTakenThrowsException() throws IOException {
        Path from = Files.writeString(temporary.resolve("a.tmp"), "new");
        Path to = Files.writeString(temporary.resolve("a"), "old");
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> FilePublication.byReservation(from, to));
        assertThat(to).hasContent("old");
        assertThat(from).hasContent("new");
    }

    @Test
    void failedReservationFreesTheName() {
        Path to = temporary.resolve("a");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> FilePublication.byReservation(temporary.resolve("missing"), to));
        assertThat(to).doesNotExist();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
