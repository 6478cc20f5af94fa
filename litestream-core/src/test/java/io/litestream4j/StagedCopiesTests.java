package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.compaction.Contents;
import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.staging.StagedContent;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.staging.StagingDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedCopiesTests {

    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
    private static final int SIZE = 100;

    private static final StagedContent ANY_BYTES = out -> out.write(ByteBuffer.allocate(SIZE));

    @TempDir
    private Path meta;

    private final List<ReplicaFile> replica = new ArrayList<>();

    @BeforeEach
    void stage() throws IOException {
        for (long txId = 1; txId <= 4; txId++) {
            LtxFileName name = LtxFileName.of(new TxId(txId));
            staging().stage(name, NOW, ANY_BYTES);
            replica.add(new ReplicaFile(0, name, SIZE, NOW));
        }
    }

    private StagingDirectory staging() throws IOException {
        return LocalCopies.captures(meta);
    }

    private StagedCopies copies(long maxSize) throws IOException {
        return new StagedCopies(
                meta, staging(), LocalCopies.options(maxSize), path -> new FileSystemDirectory(path, null));
    }

    private StagedFile staged(long txId) throws IOException {
        return staging().list().stream()
                .filter(file -> file.name().max().equals(new TxId(txId)))
                .findFirst()
                .orElseThrow();
    }

    private List<Long> staged() throws IOException {
        return staging().list().stream().map(file -> file.name().max().value()).toList();
    }

    @Test
    void uploadedFilesStayUntilTheyAreMerged() throws IOException {
        copies(1 << 20).trim(Contents.of(replica));
        assertThat(staged()).containsExactly(1L, 2L, 3L, 4L);
        replica.add(new ReplicaFile(1, new LtxFileName(new TxId(1), new TxId(2)), SIZE, NOW));
        copies(1 << 20).trim(Contents.of(replica));
        assertThat(staged()).containsExactly(3L, 4L);
    }

    @Test
    void newestCaptureStaysHoweverFarTheLevelsAre() throws IOException {
        replica.add(new ReplicaFile(1, new LtxFileName(new TxId(1), new TxId(4)), SIZE, NOW));
        copies(1 << 20).trim(Contents.of(replica));
        assertThat(staged()).containsExactly(4L);
    }

    @Test
    void oldestCopiesGoWhenThereIsNoRoom() throws IOException {
        addSnapshotOfTheFirst();
        copies(2 * SIZE).trim(Contents.of(replica));
        assertThat(staged()).containsExactly(2L, 3L, 4L);
        copies(SIZE).trim(Contents.of(replica));
        assertThat(staged()).containsExactly(3L, 4L);
        copies(0).trim(Contents.of(replica));
        assertThat(staged()).containsExactly(4L);
    }

    private void addSnapshotOfTheFirst() {
        replica.add(new ReplicaFile(ReplicaFile.SNAPSHOT_LEVEL, LtxFileName.of(new TxId(1)), SIZE, NOW));
    }

    @Test
    void firstCaptureStaysUntilItIsASnapshot() throws IOException {
        copies(0).trim(Contents.of(replica));
        assertThat(staged()).containsExactly(1L, 4L);
        addSnapshotOfTheFirst();
        copies(1 << 20).trim(Contents.of(replica));
        assertThat(staged()).containsExactly(4L);
    }

    @Test
    void whatIsNotUploadedStaysEvenWithoutRoom() throws IOException {
        copies(0).trim(Contents.of(replica.subList(0, 2)));
        assertThat(staged()).containsExactly(1L, 3L, 4L);
    }

    @Test
    void uploadsMakeRoomWithoutATrim() throws IOException {
        StagedCopies copies = copies(2 * SIZE);
        for (long txId = 5; txId <= 20; txId++) {
            StagedFile file = staging().stage(LtxFileName.of(new TxId(txId)), NOW, ANY_BYTES);
            copies.uploaded(file);
            assertThat(staged())
                    .as("the first one, two more at most, and the newest")
                    .hasSizeBetween(2, 4);
        }
        assertThat(staged()).startsWith(1L).endsWith(19L, 20L);
    }

    @Test
    void uploadedFilesStayAsLongAsThereIsRoom() throws IOException {
        StagedCopies copies = copies(4 * SIZE);
        copies.trim(Contents.of(replica));
        copies.uploaded(staged(4));
        assertThat(staged()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void uploadsLeaveAloneWhatIsNotUploadedYet() throws IOException {
        copies(0).uploaded(staged(2));
        assertThat(staged()).containsExactly(1L, 3L, 4L);
    }

    @Test
    void uploadsLeaveTheNewestCaptureAndTheFirstOneAlone() throws IOException {
        copies(0).uploaded(staged(4));
        assertThat(staged()).containsExactly(1L, 4L);
    }

    @Test
    void mergedCopiesTakeTheRoomOfUploadedOnes() throws IOException {
        StagedCopies copies = copies(4 * SIZE);
        LtxFileName merged = new LtxFileName(new TxId(1), new TxId(1));
        copies.write(1, merged, NOW, out -> out.write(ByteBuffer.allocate(3 * SIZE)));
        replica.add(new ReplicaFile(1, merged, 3 * SIZE, NOW));
        copies.trim(Contents.of(replica));
        assertThat(staged()).containsExactly(3L, 4L);
        StagedFile next = staging().stage(LtxFileName.of(new TxId(5)), NOW, ANY_BYTES);
        copies.uploaded(next);
        assertThat(staged()).containsExactly(5L);
    }
}
