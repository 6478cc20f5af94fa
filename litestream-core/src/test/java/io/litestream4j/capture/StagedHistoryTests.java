package io.litestream4j.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.LtxPageFormat;
import io.litestream4j.ltx.LtxWriter;
import io.litestream4j.ltx.TxId;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.staging.StagingDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedHistoryTests {

    private static final int PAGE_SIZE = 512;

    @TempDir
    private Path directory;

    private StagingDirectory staging;

    @BeforeEach
    void stageThree() throws IOException {
        staging = StagingDirectory.open(new FileSystemDirectory(directory, null));
        for (long txId = 1; txId <= 3; txId++) {
            stage(new TxId(txId));
        }
    }

    private void stage(TxId txId) throws IOException {
        LtxHeader header = new LtxHeader(LtxHeader.FLAG_NO_CHECKSUM, PAGE_SIZE, 1, txId, txId, 0, 0, 32, 536, 1, 2, 0);
        staging.stage(LtxFileName.of(txId), Instant.EPOCH, out -> {
            try (LtxWriter writer = new LtxWriter(out, header, LtxPageFormat.BLOCK)) {
                writer.writePage(1, new byte[PAGE_SIZE], 0);
                writer.finish();
            }
        });
    }

    private Path file(long txId) {
        return directory.resolve(LtxFileName.of(new TxId(txId)).toString());
    }

    private static List<Long> txIds(List<StagedFile> files) {
        return files.stream().map(file -> file.name().max().value()).toList();
    }

    @Test
    void soundFilesAreKept() throws IOException {
        assertThat(txIds(StagedHistory.recover(staging))).containsExactly(1L, 2L, 3L);
    }

    @Test
    void cutFileGoesWithEverythingBehindIt() throws IOException {
        byte[] content = Files.readAllBytes(file(2));
        Files.write(file(2), Arrays.copyOf(content, content.length - 1));
        assertThat(txIds(StagedHistory.recover(staging))).containsExactly(1L);
        assertThat(file(2)).doesNotExist();
        assertThat(file(3)).doesNotExist();
    }

    @Test
    void emptyFileIsDamaged() throws IOException {
        Files.write(file(3), new byte[0]);
        assertThat(txIds(StagedHistory.recover(staging))).containsExactly(1L, 2L);
    }

    @Test
    void flippedByteIsDamage() throws IOException {
        byte[] content = Files.readAllBytes(file(1));
        content[110] ^= 1;
        Files.write(file(1), content);
        assertThat(StagedHistory.recover(staging)).isEmpty();
        assertThat(LastCapture.in(staging)).isEmpty();
    }

    @Test
    void fileUnderAnotherNameIsDamage() throws IOException {
        Files.move(file(3), file(4));
        assertThat(txIds(StagedHistory.recover(staging))).containsExactly(1L, 2L);
    }

    @Test
    void newestFileIsTheLastCapture() throws IOException {
        assertThat(LastCapture.in(staging)).get().extracting(LastCapture::txId).isEqualTo(new TxId(3));
    }
}
