package io.litestream4j.compaction;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.compaction.LocalFiles.LocalFile;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.UploadSource;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.testing.Fault;
import io.litestream4j.testing.MemoryReplicaClient.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplicaUpkeepTests {

    private static final RetentionRules RETENTION = new RetentionRules(true, ofHours(24), ofMinutes(5), 0, 0, 0);

    private SimulatedReplica replica;

    @BeforeEach
    void writeTheBase() throws IOException {
        replica = new SimulatedReplica(new Random(5), RETENTION, new NoLocalFiles());
        replica.change();
        replica.step(Duration.ZERO);
        replica.store.takeRequests();
    }

    @AfterEach
    void newestStateCanBeRestored() throws Exception {
        assertThat(replica.restore(new RestoreTarget.Latest())).isEqualTo(replica.history.hash(replica.history.txId()));
    }

    private void change(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            replica.change();
        }
    }

    @Test
    void baseIsASnapshotAndInNoLevel() {
        assertThat(replica.contents().end(ReplicaFile.SNAPSHOT_LEVEL)).isEqualTo(new TxId(1));
        replica.step(ofHours(2));
        assertThat(replica.contents().level(1)).isEmpty();
        assertThat(replica.contents().level(3)).isEmpty();
    }

    @Test
    void changesGoThroughTheLevels() throws IOException {
        change(3);
        replica.step(ofSeconds(30));
        assertThat(replica.contents().level(1)).hasSize(1);
        assertThat(replica.contents().level(2)).isEmpty();
        replica.step(ofMinutes(5));
        assertThat(replica.contents().level(2)).hasSize(1);
        replica.step(ofHours(1));
        assertThat(replica.contents().level(3)).hasSize(1);
    }

    @Test
    void mergeIsOnePutAndNoList() throws IOException {
        change(3);
        replica.store.takeRequests();
        replica.step(ofSeconds(30));
        assertThat(replica.store.takeRequests())
                .containsEntry(Request.PUT, 1)
                .doesNotContainKeys(Request.LIST, Request.DELETE);
    }

    @Test
    void idleDatabaseCausesNoRequest() throws IOException {
        change(3);
        for (int i = 0; i < 400; i++) {
            replica.step(ofSeconds(30));
        }
        replica.store.takeRequests();
        for (int i = 0; i < 3 * 2880; i++) {
            replica.step(ofSeconds(30));
        }
        assertThat(replica.store.takeRequests().keySet())
                .as("three days: one snapshot of what has changed, and the end of what it replaces")
                .isSubsetOf(Request.PUT, Request.DELETE);
        for (int i = 0; i < 2880; i++) {
            replica.step(ofSeconds(30));
        }
        assertThat(replica.store.takeRequests()).isEqualTo(Map.of());
    }

    @Test
    void stepSaysWhenTheNextSlotBegins() {
        assertThat(replica.step(ofSeconds(20))).isEqualTo(ofSeconds(10));
    }

    @Test
    void storeThatAsksForTimeIsAskedForNothingElseMeanwhile() throws IOException {
        change(3);
        replica.faults.breakNow(Fault.REFUSED);
        assertThat(replica.step(ofSeconds(30))).isEqualTo(SimulatedReplica.ASKED);
        assertThat(replica.failures).hasSize(1);
        replica.faults.heal();
        assertThat(replica.step(SimulatedReplica.ASKED)).isEqualTo(ofSeconds(30));
        assertThat(replica.failures).hasSize(1);
        assertThat(replica.contents().end(1)).isEqualTo(replica.history.txId());
    }

    @Test
    void localDiskIsBoundedWhileTheStoreAsksForTime() throws IOException {
        AtomicInteger trims = new AtomicInteger();
        replica = new SimulatedReplica(new Random(5), RETENTION, new NoLocalFiles() {
            @Override
            public void trim(Contents contents) {
                trims.incrementAndGet();
            }
        });
        change(3);
        replica.faults.breakNow(Fault.REFUSED);
        assertThat(replica.step(ofSeconds(30))).isEqualTo(SimulatedReplica.ASKED);
        assertThat(trims).hasValue(1);
    }

    @Test
    void mergeThatEndsInAnErrorIsAFailureLikeOthersAndTriedAgain() throws IOException {
        AtomicBoolean scarce = new AtomicBoolean(true);
        replica = new SimulatedReplica(new Random(5), RETENTION, new NoLocalFiles() {
            @Override
            public LocalFile write(int level, LtxFileName name, Instant created, Content content) throws IOException {
                if (scarce.get()) {
                    throw new InternalError("no memory");
                }
                return super.write(level, name, created, content);
            }
        });
        change(3);
        replica.step(ofSeconds(30));
        assertThat(replica.failures).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessageContaining("no memory"));
        assertThat(replica.contents().end(ReplicaFile.SNAPSHOT_LEVEL)).isEqualTo(replica.history.txId());
        scarce.set(false);
        replica.step(ofSeconds(30));
        assertThat(replica.failures).hasSize(1);
        assertThat(replica.contents().end(1)).isEqualTo(replica.history.txId());
    }

    @Test
    void lostCaptureIsHealedByASnapshotAndSaidOnce() throws Exception {
        change(2);
        replica.step(ofSeconds(30));
        change(1);
        ReplicaFile lost = replica.change();
        change(2);
        replica.store.lose(lost);
        replica.restart();
        replica.step(ofSeconds(30));
        replica.step(ofSeconds(30));
        assertThat(replica.gaps)
                .singleElement()
                .asString()
                .contains(lost.name().min().toString());
        assertThat(replica.contents().end(ReplicaFile.SNAPSHOT_LEVEL)).isEqualTo(replica.history.txId());
        change(1);
        replica.step(ofSeconds(30));
        assertThat(replica.contents().end(1)).isEqualTo(replica.history.txId());
    }

    private record GoneSource(long size) implements UploadSource {

        @Override
        public InputStream open() throws IOException {
            throw new NoSuchFileException("copy");
        }
    }

    @Test
    void copyThatGoesBeforeItIsSentIsAMissingOne() throws Exception {
        List<LocalFile> copies = new ArrayList<>();
        replica = new SimulatedReplica(new Random(5), RETENTION, new NoLocalFiles() {
            @Override
            public Optional<LocalFile> find(int level, TxId first) {
                return copies.isEmpty() ? Optional.empty() : Optional.of(copies.remove(0));
            }
        });
        change(2);
        replica.step(ofSeconds(30));
        change(1);
        ReplicaFile lost = replica.change();
        change(2);
        replica.store.lose(lost);
        replica.restart();
        copies.add(new LocalFile(lost.name(), lost.created(), new GoneSource(lost.size())));
        replica.step(ofSeconds(30));
        assertThat(replica.failures).isEmpty();
        assertThat(replica.gaps).hasSize(1);
        assertThat(replica.contents().end(ReplicaFile.SNAPSHOT_LEVEL)).isEqualTo(replica.history.txId());
    }

    @Test
    void fileThatSomebodyDeletesWhileWeRunIsNoticedAndHealed() throws Exception {
        change(1);
        ReplicaFile lost = replica.change();
        change(2);
        replica.store.lose(lost);
        for (int i = 0; i < 4; i++) {
            replica.step(ofSeconds(30));
        }
        assertThat(replica.failures).hasSize(1);
        assertThat(replica.contents().end(1)).isEqualTo(replica.history.txId());
    }

    @Test
    void snapshotIsTakenOfAChangedDatabaseOnly() throws IOException {
        replica.step(ofDays(1));
        assertThat(replica.contents().level(ReplicaFile.SNAPSHOT_LEVEL)).hasSize(1);
        change(1);
        replica.step(ofDays(1));
        assertThat(replica.contents().end(ReplicaFile.SNAPSHOT_LEVEL)).isEqualTo(new TxId(2));
    }

    @Test
    void endComesBetweenTwoRequestsOfAnyWork() throws IOException {
        change(2_100);
        replica.step(ofSeconds(30));
        replica.endsAtADeletion = true;
        replica.step(ofMinutes(10));
        assertThat(replica.deletions).isEqualTo(1);
        assertThat(replica.contents().level(0)).hasSizeBetween(1_000, 1_200);
    }

    @Test
    void restartInTheSameSlotMergesNothing() throws IOException {
        change(2);
        replica.step(ofSeconds(30));
        change(1);
        replica.restart();
        replica.step(ofSeconds(1));
        int merged = replica.contents().level(1).size();
        replica.restart();
        change(1);
        replica.step(ofSeconds(1));
        assertThat(replica.contents().level(1)).hasSizeLessThanOrEqualTo(merged + 1);
    }
}
