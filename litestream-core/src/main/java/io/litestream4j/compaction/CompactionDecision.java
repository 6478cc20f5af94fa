package io.litestream4j.compaction;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import java.util.List;

/** What is to be done for one level. */
sealed interface CompactionDecision {

    /** There is nothing that the level lacks. */
    record Nothing() implements CompactionDecision {}

    /**
     * Files are to be merged into one.
     *
     * @param level the level of the new file
     * @param sources at least one, each begins where the one before ends or overlaps it
     */
    record Merge(int level, List<ReplicaFile> sources) implements CompactionDecision {

        /** Checks that there is something to merge. */
        public Merge {
            sources = List.copyOf(sources);
            if (sources.isEmpty()) {
                throw new IllegalArgumentException("a merge without sources");
            }
        }

        /** Returns the name of the merged file. */
        LtxFileName name() {
            return new LtxFileName(
                    sources.get(0).name().min(),
                    sources.get(sources.size() - 1).name().max());
        }

        /** Returns the merge of the first {@code count} sources alone. */
        Merge first(int count) {
            return new Merge(level, sources.subList(0, count));
        }
    }

    /**
     * Files are missing, and no snapshot makes them superfluous.
     *
     * @param level the level that lacks them
     * @param after the last TXID before the gap
     * @param next the first file behind it
     */
    record Heal(int level, TxId after, ReplicaFile next) implements CompactionDecision {}
}
