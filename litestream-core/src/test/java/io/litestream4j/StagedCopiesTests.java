package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.compaction.Contents;
import io.litestream4j.compaction.LocalFiles;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
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

    @TempDir
    private Path meta;

    private final List<ReplicaFile> replica = new ArrayList<>();

    @BeforeEach
    void stage() throws IOException {
        for (long txId = 1; txId <= 4; txId++) {
            LtxFileName name = LtxFileName.of(new TxId(txId));
            staging().stage(name, NOW, out -> out.write(ByteBuffer.allocate(SIZE)));
            replica.add(new ReplicaFile(0, name, SIZE, NOW));
        }
    }

    private StagingDirectory staging() throws IOException {
        return LocalCopies.captures(meta);
    }

    private LocalFiles copies(long maxSize) throws IOException {
        return LocalCopies.keptIn(meta, staging(), maxSize);
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
        copies(2 * SIZE).trim(Contents.of(replica));
        assertThat(staged()).containsExactly(2L, 3L, 4L);
        copies(0).trim(Contents.of(replica));
        assertThat(staged()).containsExactly(4L);
    }

    @Test
    void whatIsNotUploadedStaysEvenWithoutRoom() throws IOException {
        copies(0).trim(Contents.of(replica.subList(0, 2)));
        assertThat(staged()).containsExactly(3L, 4L);
    }
}
