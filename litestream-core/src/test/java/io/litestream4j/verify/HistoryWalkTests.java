package io.litestream4j.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.restore.RestoreException;
import io.litestream4j.restore.RestorePlanner;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.testing.Seed;
import io.litestream4j.verify.HistoryWalk.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HistoryWalkTests {

    private static final int TXIDS = 14;

    @RegisterExtension
    private final Seed seed = Seed.ofProperty("verify.seed");

    @Test
    void stateAfterAMissingFileIsAGap() {
        History history = walk(file(9, 1, 2), file(0, 3, 3), file(0, 5, 5));
        assertThat(history.ranges()).containsExactly(range(2, 3, 2));
        assertThat(kinds(history)).containsExactly(FindingKind.GAP);
    }

    @Test
    void gapBeforeASnapshotIsDamageToo() {
        History history =
                walk(file(9, 1, 2), file(0, 3, 3), file(0, 5, 5), file(0, 6, 6), file(9, 1, 7), file(0, 8, 8));
        assertThat(history.ranges()).containsExactly(range(2, 3, 2), range(7, 8, 2));
        assertThat(kinds(history)).containsExactly(FindingKind.GAP);
    }

    @Test
    void gapThatAHigherLevelCoversIsNone() {
        History history = walk(file(9, 1, 2), file(0, 3, 3), file(0, 5, 5), file(1, 3, 6));
        assertThat(history.ranges()).containsExactly(range(2, 6, 3));
        assertThat(kinds(history)).containsExactly(FindingKind.UNUSED);
    }

    @Test
    void leftoversOfRetentionAreNone() {
        History history = walk(file(9, 1, 2), file(2, 4, 5), file(9, 1, 9), file(0, 9, 9), file(0, 10, 10));
        assertThat(history.ranges()).containsExactly(range(2, 2, 1), range(9, 10, 2));
        assertThat(kinds(history)).containsExactly(FindingKind.UNUSED);
    }

    @Test
    void filesBeforeTheOldestSnapshotAreLeftovers() {
        History history = walk(file(1, 4, 6), file(9, 1, 9), file(0, 9, 10));
        assertThat(kinds(history)).containsExactly(FindingKind.UNUSED);
    }

    @Test
    void snapshotWithinAMergedFileDoesNotBreakTheHistory() {
        History history = walk(file(9, 1, 2), file(1, 3, 6), file(9, 1, 4), file(1, 7, 8));
        assertThat(history.ranges()).containsExactly(range(2, 8, 4));
    }

    @Test
    void damageEndsARangeUntilTheNextSnapshot() {
        List<ReplicaFile> files =
                List.of(file(9, 1, 1), file(0, 2, 2), file(0, 3, 3), file(0, 4, 4), file(9, 1, 4), file(0, 5, 5));
        Set<TxId> lost = LostPoints.find(files, Set.of(files.get(2)));
        assertThat(lost).containsExactly(new TxId(3));
        assertThat(HistoryWalk.walk(files, lost).ranges()).containsExactly(range(1, 2, 2), range(4, 5, 2));
    }

    @Test
    void restorableStatesAreThoseThatCanBePlanned() {
        Random random = seed.random();
        for (int i = 0; i < 5_000; i++) {
            List<ReplicaFile> files = listing(random);
            List<RestorableRange> ranges = HistoryWalk.walk(files, Set.of()).ranges();
            Set<TxId> states = Stream.iterate(1, number -> number <= TXIDS, number -> number + 1)
                    .map(TxId::new)
                    .filter(txId -> isPlanned(files, txId))
                    .collect(Collectors.toSet());
            assertThat(ranges.stream().mapToInt(RestorableRange::points).sum())
                    .as("%s", files)
                    .isEqualTo(states.size());
            assertThat(states).allMatch(txId -> ranges.stream()
                    .anyMatch(range -> !range.from().isAfter(txId) && !txId.isAfter(range.to())));
        }
    }

    private static boolean isPlanned(List<ReplicaFile> files, TxId txId) {
        try {
            return RestorePlanner.plan(files, new RestoreTarget.AtTxId(txId))
                    .txId()
                    .equals(txId);
        } catch (RestoreException e) {
            return false;
        }
    }

    private static List<ReplicaFile> listing(Random random) {
        List<ReplicaFile> files = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            int max = 1 + random.nextInt(TXIDS);
            int level = random.nextInt(5) == 0 ? ReplicaFile.SNAPSHOT_LEVEL : random.nextInt(4);
            int min = level == ReplicaFile.SNAPSHOT_LEVEL ? 1 : Math.max(1, max - random.nextInt(4) * level);
            ReplicaFile file = file(level, min, max);
            if (!files.contains(file)) {
                files.add(file);
            }
        }
        return files;
    }

    private static History walk(ReplicaFile... files) {
        return HistoryWalk.walk(List.of(files), Set.of());
    }

    private static List<FindingKind> kinds(History history) {
        return history.findings().stream().map(Finding::kind).toList();
    }

    private static RestorableRange range(long from, long to, int points) {
        return new RestorableRange(new TxId(from), new TxId(to), points);
    }

    private static ReplicaFile file(int level, long min, long max) {
        return new ReplicaFile(level, new LtxFileName(new TxId(min), new TxId(max)), 100, Instant.ofEpochSecond(max));
    }
}
