package io.litestream4j.replica.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClientContractTests;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileExistsException;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.UploadSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileReplicaClientTests extends ReplicaClientContractTests {

    @TempDir
    private Path directory;

    @Override
    protected ReplicaClient createClient() {
        return new FileReplicaClient(new ReplicaUrl(root().toUri()), root(), null);
    }

    @Override
    protected void putForeign(int level, String name) throws IOException {
        Files.writeString(root().resolve("ltx/" + level).resolve(name), "foreign");
    }

    @Test
    void writesToLitestreamsPath() throws IOException {
        create(0, 1, 1, "x");
        assertThat(root().resolve("ltx/0/0000000000000001-0000000000000001.ltx"))
                .hasContent("x");
    }

    @Test
    void leavesNoTemporaryFile() throws IOException {
        create(0, 1, 1, "x");
        assertThatExceptionOfType(ReplicaFileExistsException.class).isThrownBy(() -> create(0, 1, 1, "y"));
        try (Stream<Path> files = Files.list(root().resolve("ltx/0"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void createWhenSourceIsShorterThanItSaysPublishesNothing() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> client.create(0, name(1, 1), CREATED, new Oversized(source("short"))))
                .withMessageContaining("5 bytes, expected 6");
        assertThat(client.list(0, TxId.NONE)).isEmpty();
    }

    @Test
    void createFromALocalFileSharesItsBytesAndSurvivesItsDeletion() throws IOException {
        Path local = Files.writeString(directory.resolve("staged"), "hello");
        client.create(0, name(1, 1), CREATED, new LocalFile(local));
        Path remote = root().resolve("ltx/0").resolve(name(1, 1).toString());
        assertThat(Files.isSameFile(remote, local)).isTrue();
        Files.delete(local);
        assertThat(client.list(0, TxId.NONE)).containsExactly(new ReplicaFile(0, name(1, 1), 5, CREATED));
        assertThat(read(file(0, 1, 1), 0, -1)).isEqualTo("hello");
    }

    @Test
    void createFromALocalFileWhenNameIsTakenThrows() throws IOException {
        Path local = Files.writeString(directory.resolve("staged"), "hello");
        create(0, 1, 1, "first");
        assertThatExceptionOfType(ReplicaFileExistsException.class)
                .isThrownBy(() -> client.create(0, name(1, 1), CREATED, new LocalFile(local)));
        assertThat(read(file(0, 1, 1), 0, -1)).isEqualTo("first");
    }

    @Test
    void i6ListWhenRootIsAFileThrows() throws IOException {
        Files.writeString(root(), "not a directory");
        assertThatExceptionOfType(ReplicaUnavailableException.class)
                .isThrownBy(() -> client.list(0, TxId.NONE))
                .withMessageContaining(root().toString());
    }

    @Test
    void i6ListWhenAParentOfRootIsAFileThrows() throws IOException {
        Files.writeString(root(), "not a directory");
        Path below = root().resolve("app.db");
        try (ReplicaClient other = new FileReplicaClient(new ReplicaUrl(below.toUri()), below, null)) {
            assertThatExceptionOfType(ReplicaUnavailableException.class).isThrownBy(() -> other.list(9, TxId.NONE));
        }
    }

    @Test
    void createWhenRootIsAFileThrows() throws IOException {
        Files.writeString(root(), "not a directory");
        assertThatExceptionOfType(ReplicaUnavailableException.class).isThrownBy(() -> create(0, 1, 1, "x"));
        assertThat(root()).hasContent("not a directory");
    }

    @Test
    void i6ListWithoutPermissionThrows() throws IOException {
        create(0, 1, 1, "x");
        Files.setPosixFilePermissions(root(), PosixFilePermissions.fromString("---------"));
        try {
            assumeFalse(Files.isReadable(root()), "this user may read everything");
            assertThatExceptionOfType(ReplicaUnavailableException.class).isThrownBy(() -> client.list(0, TxId.NONE));
        } finally {
            Files.setPosixFilePermissions(root(), PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void lettersOfAnUrlNeedNotBeEscaped() throws IOException {
        String raw = "file://" + directory.toUri().getRawPath() + "b\u00e4ckup";
        try (ReplicaClient client = ReplicaClients.create(ReplicaOptions.of(ReplicaUrl.parse(raw)));
                ReplicaClient same =
                        ReplicaClients.create(ReplicaOptions.of(ReplicaUrl.parse(raw.replace("\u00e4", "%C3%A4"))))) {
            client.create(0, name(1, 1), CREATED, source("x"));
            assertThat(same.list(0, TxId.NONE)).hasSize(1);
        }
    }

    @Test
    void unfinishedFilesOfProcessesThatDiedGoADayLater() throws IOException {
        Path level = Files.createDirectories(root().resolve("ltx/0"));
        String name = name(1, 1) + "." + UUID.randomUUID() + ".tmp";
        Path old = writeLongAgo(level.resolve(name), Duration.ofHours(25));
        Path young = writeLongAgo(level.resolve(name(2, 2) + "." + UUID.randomUUID() + ".tmp"), Duration.ofHours(23));
        Path foreign = writeLongAgo(level.resolve("backup.tmp"), Duration.ofDays(9));
        create(0, 1, 1, "x");
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(foreign).exists();
    }

    private static Path writeLongAgo(Path file, Duration age) throws IOException {
        Files.writeString(file, "unfinished");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void filesAreAsPrivateAsTheDatabase() throws IOException {
        Path database = Files.createFile(directory.resolve("app.db"));
        try (ReplicaClient ofDatabase = new FileReplicaClient(new ReplicaUrl(root().toUri()), root(), database)) {
            for (String mode : List.of("rw-------", "rw-r-----", "rw-r--r--")) {
                Files.setPosixFilePermissions(database, PosixFilePermissions.fromString(mode));
                TxId txId = new TxId(mode.hashCode() & 0xff);
                LtxFileName name = new LtxFileName(txId, txId);
                ofDatabase.create(0, name, CREATED, source("x"));
                Path file = root().resolve("ltx/0").resolve(name.toString());
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo(mode);
            }
        }
    }

    private Path root() {
        return directory.resolve("replica");
    }

    private record LocalFile(Path path) implements UploadSource {

        @Override
        public long size() {
            return path.toFile().length();
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }

        @Override
        public Optional<Path> file() {
            return Optional.of(path);
        }
    }

    private record Oversized(UploadSource source) implements UploadSource {

        @Override
        public long size() {
            return source.size() + 1;
        }

        @Override
        public InputStream open() throws IOException {
            return source.open();
        }
    }
}
