package io.litestream4j.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.testing.Fault;
import io.litestream4j.testing.FaultSchedule;
import io.litestream4j.testing.FaultyDisk;
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
        FaultSchedule faults;
        int step = 0;
        do {
            Path place = temporary.resolve("step" + step);
            StorageDirectory disk = new FileSystemDirectory(place, null);
            faults = FaultSchedule.once(step++, Fault.REFUSED);
            StorageDirectory faulty = new FaultyDisk(faults).directory(place);
            Optional<StagedFile> staged = stage(faulty);
            assertThat(disk.list()).hasSize(staged.isPresent() ? 1 : 0);
            assertThat(staged.isPresent()).isEqualTo(!faults.reached());
        } while (faults.reached());
        assertThat(step).isGreaterThan(3);
    }

    @Test
    void faultAtAnyStepOfSealingLeavesTheOldRecordOrTheNew() throws IOException {
        FaultSchedule faults;
        int step = 0;
        do {
            Path place = temporary.resolve("step" + step);
            StorageDirectory disk = new FileSystemDirectory(place, null);
            new SealFile(disk).write(BEFORE);
            faults = FaultSchedule.once(step++, Fault.REFUSED);
            StorageDirectory faulty = new FaultyDisk(faults).directory(place);
            boolean written = seal(faulty);
            assertThat(new SealFile(disk).read().orElseThrow()).isIn(AFTER, written ? AFTER : BEFORE);
            new SealFile(disk).write(AFTER);
        } while (faults.reached());
        assertThat(step).isGreaterThan(3);
    }

    private static Optional<StagedFile> stage(StorageDirectory directory) {
        StagedContent content = target -> target.write(StandardCharsets.US_ASCII.encode("content"));
        try {
            return Optional.of(StagingDirectory.open(directory).stage(NAME, Instant.EPOCH, content));
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
