package io.litestream4j.compaction;

import io.litestream4j.compaction.CompactionDecision.Heal;
import io.litestream4j.compaction.CompactionDecision.Merge;
import io.litestream4j.compaction.CompactionDecision.Nothing;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a level lacks of the one below it.
 *
 * <ul>
 *   <li>A file that holds the whole database from TXID 1 goes to the snapshots once, and not through the levels.
 *   <li>Files of one merge leave no gap. A level goes on behind a gap only if a snapshot covers what is missing; until then
 *       the gap has to be healed.
 *   <li>Duplicates, and files within others, as two writers or a crash may leave them, are passed over.
 * </ul>
 */
final class CompactionPlanner {

    private final Contents contents;
    private final int level;
    private final TxId end;
    private final TxId snapshotEnd;

    private CompactionPlanner(Contents contents, int level) {
        this.contents = contents;
        this.level = level;
        this.end = contents.end(level);
        this.snapshotEnd = contents.end(ReplicaFile.SNAPSHOT_LEVEL);
    }

    /**
     * Decides for one level.
     *
     * @param level 1 to 8
     */
    static CompactionDecision decide(Contents contents, int level) {
        return new CompactionPlanner(contents, level).decide();
    }

    private CompactionDecision decide() {
        List<ReplicaFile> sources = contents.level(level - 1).stream()
                .filter(file -> file.name().max().isAfter(end))
                .toList();
        Optional<ReplicaFile> base = end.isNone() ? base(sources) : Optional.empty();
        if (base.isPresent() && base.get().name().max().isAfter(snapshotEnd)) {
            return new Merge(ReplicaFile.SNAPSHOT_LEVEL, List.of(base.get()));
        }
        TxId start = base.map(file -> file.name().max()).orElse(end);
        List<ReplicaFile> rest = sources.stream()
                .filter(file -> file.name().max().isAfter(start))
                .toList();
        return rest.isEmpty() ? new Nothing() : continueAfter(start, rest);
    }

    private static Optional<ReplicaFile> base(List<ReplicaFile> sources) {
        return sources.stream().filter(Contents::isComplete).max(Comparator.comparing(file -> file.name()
                .max()));
    }

    private CompactionDecision continueAfter(TxId start, List<ReplicaFile> rest) {
        ReplicaFile first = rest.get(0);
        if (begins(first, start)) {
            return new Merge(level, chain(start, rest));
        }
        if (begins(first, snapshotEnd)) {
            return new Merge(level, chain(new TxId(first.name().min().value() - 1), rest));
        }
        return new Heal(level - 1, start, first);
    }

    /** Returns the files that go on after a TXID without a gap, always the one that reaches furthest. */
    private static List<ReplicaFile> chain(TxId start, List<ReplicaFile> sorted) {
        List<ReplicaFile> chain = new ArrayList<>();
        TxId reached = start;
        ReplicaFile best = null;
        for (int next = 0; ; ) {
            for (; next < sorted.size() && begins(sorted.get(next), reached); next++) {
                best = further(best, sorted.get(next));
            }
            if (best == null || !best.name().max().isAfter(reached)) {
                return chain;
            }
            chain.add(best);
            reached = best.name().max();
        }
    }

    private static ReplicaFile further(@Nullable ReplicaFile best, ReplicaFile file) {
        return best == null || file.name().max().isAfter(best.name().max()) ? file : best;
    }

    /** Returns whether a file leaves no gap after a TXID. */
    private static boolean begins(ReplicaFile file, TxId after) {
        return !file.name().min().isAfter(after.next());
    }
}
