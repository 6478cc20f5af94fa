package io.litestream4j.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.io.CloseableDataBlock;
import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.io.StorageOutput;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingDirectoryTests {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    private Path metaPath;

    private StagingDirectory staging;

    @BeforeEach
    void open() throws IOException {
        staging = StagingDirectory.open(new FileSystemDirectory(StagingDirectory.pathIn(metaPath), null));
    }

    @Test
    void stagedFileLiesWhereLitestreamPutsIt() throws IOException {
        StagedFile file = staging.stage(name(7), TIME, text("content"));
        assertThat(file.path())
                .isEqualTo(metaPath.resolve("ltx/0/0000000000000007-0000000000000007.ltx"))
                .hasContent("content");
        assertThat(file.size()).isEqualTo(7);
    }

    @Test
    void stagedFileIsListedAsItWasReturned() throws IOException {
        StagedFile file = stage(1);
        assertThat(staging.list()).containsExactly(file);
    }

    @Test
    void newStagingIsEmpty() throws IOException {
        assertThat(staging.list()).isEmpty();
        assertThat(staging.newest()).isEmpty();
    }

    @Test
    void filesAreListedInOrder() throws IOException {
        List.of(2, 16, 1, 10).forEach(this::stage);
        assertThat(staging.list()).extracting(StagedFile::name).containsExactly(name(1), name(2), name(10), name(16));
        assertThat(staging.newest())
                .hasValueSatisfying(file -> assertThat(file.name()).isEqualTo(name(16)));
    }

    @Test
    void foreignFilesAreNotListed() throws IOException {
        stage(1);
        Files.createFile(StagingDirectory.pathIn(metaPath).resolve("notes.txt"));
        assertThat(staging.list()).hasSize(1);
    }

    @Test
    void nameThatIsTakenIsNeverGivenOtherContent() throws IOException {
        StagedFile first = stage(1);
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> staging.stage(name(1), TIME, text("other")));
        assertThat(first.path()).hasContent("1");
        assertThat(filesOnDisk()).hasSize(1);
    }

    @Test
    void contentThatFailsLeavesNothing() throws IOException {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> staging.stage(name(1), TIME, this::writeHalf))
                .withMessage("half way");
        assertThat(filesOnDisk()).isEmpty();
    }

    @Test
    void contentThatEndsInAnErrorLeavesNothing() throws IOException {
        assertThatExceptionOfType(InternalError.class)
                .isThrownBy(() -> staging.stage(name(1), TIME, target -> {
                    throw new InternalError("no memory");
                }));
        assertThat(filesOnDisk()).isEmpty();
        assertThat(stage(1).path()).hasContent("1");
    }

    @Test
    void leftoversAreRemovedWhenOpened() throws IOException {
        stage(1);
        Files.createFile(StagingDirectory.pathIn(metaPath).resolve(name(2) + ".tmp"));
        open();
        assertThat(filesOnDisk()).containsExactly(name(1).toString());
    }

    @Test
    void openReadsAFile() throws IOException {
        stage(42);
        try (CloseableDataBlock block = staging.open(name(42))) {
            ByteBuffer buffer = ByteBuffer.allocate(2);
            block.readFully(buffer, 0);
            assertThat(new String(buffer.array(), StandardCharsets.US_ASCII)).isEqualTo("42");
        }
    }

    @Test
    void discardFreesTheName() throws IOException {
        stage(1);
        staging.discard(name(1));
        staging.discard(name(1));
        assertThat(stage(1).path()).hasContent("1");
    }

    private StagedFile stage(long txId) {
        try {
            return staging.stage(name(txId), TIME, text(Long.toString(txId)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void writeHalf(StorageOutput target) throws IOException {
        text("half").writeTo(target);
        throw new IOException("half way");
    }

    private List<String> filesOnDisk() throws IOException {
        try (var files = Files.list(StagingDirectory.pathIn(metaPath))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static LtxFileName name(long txId) {
        return LtxFileName.of(new TxId(txId));
    }

    private static StagedContent text(String text) {
        return target -> target.write(StandardCharsets.US_ASCII.encode(text));
    }
}
