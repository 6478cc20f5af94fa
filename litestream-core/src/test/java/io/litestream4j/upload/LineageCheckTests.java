package io.litestream4j.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.staging.OriginFile;
import io.litestream4j.staging.StagingDirectory;
import io.litestream4j.testing.MemoryReplicaClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose history it is, where the copies of most files have gone but that of the first one has not. */
class LineageCheckTests {

    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

    @TempDir
    private Path meta;

    private StagingDirectory staging;

    @BeforeEach
    void stage() throws IOException {
        staging = StagingDirectory.open(new FileSystemDirectory(StagingDirectory.pathIn(meta), null));
        for (long txId : new long[] {1, 7, 8}) {
            staging.stage(LtxFileName.of(new TxId(txId)), NOW, out -> out.write(ByteBuffer.allocate(1)));
        }
    }

    private Lineage check(long replica) throws IOException {
        ReplicaFile newest = new ReplicaFile(0, LtxFileName.of(new TxId(replica)), 1, NOW);
        OriginFile origin = new OriginFile(new FileSystemDirectory(meta, null));
        return new LineageCheck(new MemoryReplicaClient(), staging, origin).check(Optional.of(newest));
    }

    @Test
    void replicaThatEndsWhereNothingIsKnownIsOthers() throws IOException {
        assertThat(check(3)).isInstanceOf(Lineage.Others.class);
    }

    @Test
    void replicaThatEndsBeforeTheNewestFilesIsOurs() throws IOException {
        assertThat(check(6)).isInstanceOf(Lineage.Ours.class);
    }
}
