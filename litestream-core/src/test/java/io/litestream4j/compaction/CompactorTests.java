package io.litestream4j.compaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.LtxPageFormat;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.BytesSource;
import io.litestream4j.replica.FencedException;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.restore.RestoreTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompactorTests {

    private static final RetentionRules RULES =
            new RetentionRules(true, Duration.ofHours(24), Duration.ofMinutes(5), 0, 0, 0);

    private static final class DamagedLocalFiles extends NoLocalFiles {

        @Override
        public Optional<InputStream> open(int level, LtxFileName name, long offset, long length) {
            return Optional.of(new ByteArrayInputStream(new byte[(int) length]));
        }
    }

    @Test
    void damagedLocalCopyIsReadFromTheReplicaInstead() throws Exception {
        SimulatedReplica replica = new SimulatedReplica(new Random(3), RULES, new DamagedLocalFiles());
        for (int i = 0; i < 4; i++) {
            replica.change();
        }
        replica.step(Duration.ofSeconds(30));
        assertThat(replica.failures).isEmpty();
        assertThat(replica.contents().end(1)).isEqualTo(new TxId(4));
        assertThat(replica.restore(new RestoreTarget.Latest())).isEqualTo(replica.history.hash(new TxId(4)));
    }

    private static final class CountedLocalFiles extends NoLocalFiles {

        private final List<LtxFileName> opened = new ArrayList<>();

        @Override
        public Optional<InputStream> open(int level, LtxFileName name, long offset, long length) {
            opened.add(name);
            return Optional.empty();
        }
    }

    @Test
    void smallSourceIsReadAtOnce() throws Exception {
        SimulatedReplica replica = merged();
        List<ReplicaFile> captures = captures(replica);
        CountedLocalFiles local = new CountedLocalFiles();
        new Compactor(replica.store, local, new LevelInventory(), LtxPageFormat.BLOCK)
                .compact(new CompactionDecision.Merge(1, captures));
        // The first one was asked for its page size before.
        assertThat(local.opened).hasSize(1 + captures.size()).containsAll(names(captures));
    }

    private static List<LtxFileName> names(List<ReplicaFile> files) {
        return files.stream().map(ReplicaFile::name).toList();
    }

    @Test
    void fileThatIsThereAlreadyIsAnEarlierTryIfItHoldsTheSame() throws Exception {
        SimulatedReplica replica = merged();
        ReplicaFile first = replica.contents().level(1).get(0);
        compactor(replica).compact(new CompactionDecision.Merge(1, captures(replica)));
        assertThat(replica.contents().level(1)).containsExactly(first);
    }

    @Test
    void fileThatIsThereWithOtherContentFences() throws Exception {
        SimulatedReplica replica = merged();
        ReplicaFile first = replica.contents().level(1).get(0);
        replica.store.lose(first);
        byte[] other = replica.store.open(Files.file(0, 2, 2), 0, -1).readAllBytes();
        replica.store.create(1, first.name(), first.created(), new BytesSource(other));
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> compactor(replica).compact(new CompactionDecision.Merge(1, captures(replica))))
                .withMessageContaining("other content");
    }

    private static SimulatedReplica merged() throws IOException {
        SimulatedReplica replica = new SimulatedReplica(new Random(3), RULES, new NoLocalFiles());
        for (int i = 0; i < 4; i++) {
            replica.change();
        }
        replica.step(Duration.ofSeconds(30));
        return replica;
    }

    private static List<ReplicaFile> captures(SimulatedReplica replica) {
        return replica.contents().level(0).stream()
                .filter(file -> !Contents.isComplete(file))
                .toList();
    }

    private static Compactor compactor(SimulatedReplica replica) {
        return new Compactor(replica.store, new NoLocalFiles(), new LevelInventory(), LtxPageFormat.BLOCK);
    }
}
