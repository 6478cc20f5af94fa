package io.litestream4j.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.testing.FaultyDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingFaultTests {

    private static final LtxFileName NAME = LtxFileName.of(new TxId(1));
    private static final SealRecord BEFORE = new SealRecord(new TxId(1), 1, 2, 32, 3, 4);
    private static final SealRecord AFTER = new SealRecord(new TxId(2), 5, 6, 64, 7, 8);

    @TempDir
    private Path temporary;

    @Test
    void faultAtAnyStepOfStagingLeavesTheNameFree() throws IOException {
        FaultyDirectory faulty;
        int step = 0;
        do {
            StorageDirectory disk = new FileSystemDirectory(temporary.resolve("step" + step), null);
            faulty = new FaultyDirectory(disk, step++);
            Optional<StagedFile> staged = stage(faulty);
            assertThat(disk.list()).hasSize(staged.isPresent() ? 1 : 0);
            assertThat(staged.isPresent()).isEqualTo(!faulty.failed());
        } while (faulty.failed());
        assertThat(step).isGreaterThan(3);
    }

    @Test
    void faultAtAnyStepOfSealingLeavesTheOldRecordOrTheNew() throws IOException {
        FaultyDirectory faulty;
        int step = 0;
        do {
            StorageDirectory disk = new FileSystemDirectory(temporary.resolve("step" + step), null);
            new SealFile(disk).write(BEFORE);
            faulty = new FaultyDirectory(disk, step++);
            boolean written = seal(faulty);
            assertThat(new SealFile(disk).read().orElseThrow()).isIn(AFTER, written ? AFTER : BEFORE);
            new SealFile(disk).write(AFTER);
        } while (faulty.failed());
        assertThat(step).isGreaterThan(3);
    }

    private static Optional<StagedFile> stage(StorageDirectory directory) throws IOException {
        StagingDirectory staging = StagingDirectory.open(directory);
        StagedContent content = target -> target.write(StandardCharsets.US_ASCII.encode("content"));
        try {
            return Optional.of(staging.stage(NAME, Instant.EPOCH, content));
        } catch (IOException injected) {
            return Optional.empty();
        }
    }

    private static boolean seal(StorageDirectory directory) {
        try {
            new SealFile(directory).write(AFTER);
            return true;
        } catch (IOException injected) {
            return false;
        }
    }
}
