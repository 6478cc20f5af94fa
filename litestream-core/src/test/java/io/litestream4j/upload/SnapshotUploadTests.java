package io.litestream4j.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.staging.FixedSnapshot;
import io.litestream4j.staging.Outbox;
import io.litestream4j.staging.StagingDirectory;
import io.litestream4j.testing.MemoryReplicaClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a snapshot goes before level 0 (I9). */
class SnapshotUploadTests {

    private final MemoryReplicaClient replica = new MemoryReplicaClient();
    private final ReplicaProgress levelZero = new ReplicaProgress();
    private final List<String> steps = new ArrayList<>();
    private Runnable duringUpload = () -> {};
    private TxId now = TxId.NONE;
    private SnapshotUpload snapshots;

    @BeforeEach
    void create(@TempDir Path directory) throws IOException {
        snapshots = new SnapshotUpload(
                replica,
                new Outbox(),
                StagingDirectory.open(new FileSystemDirectory(directory, null)),
                () -> Optional.of(new Snapshot(now)),
                levelZero,
                new Steps(),
                () -> {});
    }

    /** Takes a snapshot on this thread. */
    private void take(long txId) {
        now = new TxId(txId);
        snapshots.request();
        snapshots.run();
    }

    @Test
    void snapshotFollowsLevelZero() {
        take(5);
        assertThat(steps).containsExactly("waits for 5", "has 5");
    }

    @Test
    void snapshotThatLevelZeroWaitsForIsFirst() {
        now = new TxId(5);
        snapshots.requestFirst(new TxId(4));
        snapshots.run();
        assertThat(steps).containsExactly("has 5");
    }

    @Test
    void nextSnapshotFollowsLevelZeroAgainWhoeverAskedLast() {
        levelZero.reached(new TxId(1));
        duringUpload = () -> snapshots.requestFirst(new TxId(4));
        snapshots.requestFirst(new TxId(4));
        take(5);
        take(6);
        assertThat(steps).containsExactly("has 5", "waits for 6", "has 6");
    }

    @Test
    void errorIsAFailureLikeOthersAndTheThreadGoesOn() {
        AtomicBoolean scarce = new AtomicBoolean(true);
        duringUpload = () -> {
            if (scarce.getAndSet(false)) {
                throw new InternalError("no memory");
            }
        };
        take(5);
        take(6);
        assertThat(steps)
                .containsExactly(
                        "waits for 5",
                        "failed: java.lang.IllegalStateException: java.lang.InternalError: no memory",
                        "waits for 6",
                        "has 6");
    }

    private final class Steps implements UploadListener {

        @Override
        public void snapshotUploaded(ReplicaFile file, Duration duration) {
            duringUpload.run();
            steps.add("has " + file.name().max().value());
        }

        @Override
        public void failed(Exception failure, boolean permanent) {
            steps.add("failed: " + failure);
        }

        @Override
        public void fenced(String reason) {
            steps.add("fenced: " + reason);
        }

        @Override
        public void listed(Optional<ReplicaFile> newest, boolean own) {}

        @Override
        public void gap(TxId next, String reason) {}

        @Override
        public void found(ReplicaFile file) {}

        @Override
        public void uploaded(Outbox.Item item, Duration duration) {}

        @Override
        public void snapshotBegun() {}

        @Override
        public void removed() {}

        @Override
        public void drained() {}

        @Override
        public void recovered() {}
    }

    /** A snapshot for which level 0 comes as soon as it waits. */
    private final class Snapshot implements FixedSnapshot {

        private final TxId end;

        Snapshot(TxId end) {
            this.end = end;
        }

        @Override
        public LtxFileName name() {
            return new LtxFileName(new TxId(1), end);
        }

        @Override
        public Instant created() {
            return Instant.EPOCH;
        }

        @Override
        public long maxSize() {
            return 1;
        }

        @Override
        public boolean isWalLong() {
            if (end.isAfter(levelZero.reached())) {
                steps.add("waits for " + end.value());
                levelZero.reached(end);
            }
            return false;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[1]);
        }

        @Override
        public void close() {}
    }
}
