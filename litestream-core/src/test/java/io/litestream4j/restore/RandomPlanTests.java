package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.restore.RestoreException.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;

/** Plans of random listings, beside Litestream's rules written down word by word. */
class RandomPlanTests {

    private static final int TXIDS = 12;

    @RepeatedTest(20)
    void plansAreThoseOfTheLiteralRules() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            List<ReplicaFile> files = listing(random);
            TxId txId = new TxId(1 + random.nextInt(TXIDS));
            RestoreTarget.Point target =
                    random.nextBoolean() ? new RestoreTarget.Latest() : new RestoreTarget.AtTxId(txId);
            assertThat(plan(files, target))
                    .as("seed %s: %s %s", seed, target, files)
                    .isEqualTo(literal(files, target));
        }
    }

    private static List<ReplicaFile> listing(Random random) {
        List<ReplicaFile> files = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            int max = 1 + random.nextInt(TXIDS);
            int level = random.nextInt(5) == 0 ? ReplicaFile.SNAPSHOT_LEVEL : random.nextInt(4);
            int min = level == ReplicaFile.SNAPSHOT_LEVEL ? 1 : Math.max(1, max - random.nextInt(4) * level);
            LtxFileName name = new LtxFileName(new TxId(min), new TxId(max));
            ReplicaFile file = new ReplicaFile(level, name, 1, Instant.ofEpochSecond(max));
            if (!files.contains(file)) {
                files.add(file);
            }
        }
        return files;
    }

    private static List<ReplicaFile> plan(List<ReplicaFile> files, RestoreTarget.Point target) {
        try {
            return RestorePlanner.plan(files, target).files();
        } catch (RestoreException e) {
            assertThat(e.reason()).isIn(Reason.GAP, Reason.TXID_NOT_AVAILABLE);
            return List.of();
        }
    }

    /** Returns an empty list where Litestream reports an error. */
    private static List<ReplicaFile> literal(List<ReplicaFile> files, RestoreTarget.Point target) {
        @Nullable TxId txId = target instanceof RestoreTarget.AtTxId at ? at.txId() : null;
        List<ReplicaFile> plan = new ArrayList<>();
        ReplicaFile snapshot = best(files, file -> file.level() == 9 && admits(txId, file));
        if (snapshot != null) {
            plan.add(snapshot);
        }
        while (true) {
            TxId end = plan.isEmpty()
                    ? TxId.NONE
                    : plan.get(plan.size() - 1).name().max();
            ReplicaFile next = best(
                    files,
                    file -> file.level() < 9
                            && !file.name().min().isAfter(end.next())
                            && file.name().max().isAfter(end)
                            && admits(txId, file));
            if (next == null) {
                boolean gap = files.stream().anyMatch(file -> file.name().min().isAfter(end.next()));
                boolean failed = txId == null ? gap : !end.equals(txId);
                return failed ? List.of() : plan;
            }
            plan.add(next);
        }
    }

    private static boolean admits(@Nullable TxId txId, ReplicaFile file) {
        return txId == null || !file.name().max().isAfter(txId);
    }

    private static @Nullable ReplicaFile best(List<ReplicaFile> files, Predicate<ReplicaFile> filter) {
        ReplicaFile best = null;
        for (ReplicaFile file : files) {
            if (filter.test(file) && (best == null || isBetter(file, best))) {
                best = file;
            }
        }
        return best;
    }

    private static boolean isBetter(ReplicaFile file, ReplicaFile than) {
        int max = file.name().max().compareTo(than.name().max());
        int min = file.name().min().compareTo(than.name().min());
        return max > 0 || max == 0 && (min < 0 || min == 0 && file.level() > than.level());
    }
}
