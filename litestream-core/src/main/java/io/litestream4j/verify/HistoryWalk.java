package io.litestream4j.verify;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the states of a replica from the oldest to the newest: which can be restored, and what is missing.
 *
 * <p>The state of a TXID can be restored if a snapshot ends with it, or a file that begins where some earlier restorable state
 * ends, or before that. It is enough to look at the last of these: a file that goes on from an earlier one goes on from it,
 * too. These are the states that {@link io.litestream4j.restore.RestorePlanner} finds a plan for.
 */
final class HistoryWalk {

    private final List<ReplicaFile> continuing;
    private final Map<Integer, TxId> levelEnds = new HashMap<>();
    private final Set<TxId> lost;
    private final List<RestorableRange> ranges = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<ReplicaFile> stranded = new ArrayList<>();

    private TxId end = TxId.NONE;
    private TxId reach = TxId.NONE;
    private int next;
    private @Nullable RestorableRange open;

    private HistoryWalk(List<ReplicaFile> listing, Set<TxId> lost) {
        this.lost = lost;
        this.continuing = listing.stream()
                .filter(file -> file.level() != ReplicaFile.SNAPSHOT_LEVEL)
                .sorted(Comparator.comparing(ReplicaFile::name))
                .toList();
        listing.forEach(file -> levelEnds.merge(file.level(), file.name().max(), HistoryWalk::max));
    }

    /**
     * What the walk has shown.
     *
     * @param ranges the restorable states, oldest first
     * @param findings gaps, and files that no restore reads
     */
    record History(List<RestorableRange> ranges, List<Finding> findings) {}

    /**
     * Goes through all files.
     *
     * @param lost TXIDs whose restore would read a damaged file
     */
    static History walk(List<ReplicaFile> listing, Set<TxId> lost) {
        HistoryWalk walk = new HistoryWalk(listing, lost);
        TreeMap<TxId, List<ReplicaFile>> states = new TreeMap<>();
        listing.forEach(file -> states.computeIfAbsent(file.name().max(), key -> new ArrayList<>())
                .add(file));
        states.forEach(walk::visit);
        walk.finish();
        return new History(walk.ranges, walk.findings);
    }

    private static TxId max(TxId one, TxId other) {
        return one.isAfter(other) ? one : other;
    }

    private void visit(TxId state, List<ReplicaFile> files) {
        boolean continues =
                files.stream().anyMatch(file -> file.level() != ReplicaFile.SNAPSHOT_LEVEL && begins(file, end));
        if (!continues && files.stream().noneMatch(LostPoints::isSnapshot)) {
            stranded.addAll(files);
            return;
        }
        boolean unbroken = continues || !state.isAfter(reach);
        if (!stranded.isEmpty()) {
            leaveBehind(state, unbroken);
        }
        add(state, unbroken);
        end = state;
        for (; next < continuing.size() && begins(continuing.get(next), end); next++) {
            reach = max(reach, continuing.get(next).name().max());
        }
    }

    private static boolean begins(ReplicaFile file, TxId after) {
        return !file.name().min().isAfter(after.next());
    }

    private void add(TxId state, boolean unbroken) {
        RestorableRange range = open;
        if (lost.contains(state) || !unbroken) {
            close();
            range = null;
        }
        if (!lost.contains(state)) {
            open = range == null
                    ? new RestorableRange(state, state, 1)
                    : new RestorableRange(range.from(), state, range.points() + 1);
        }
    }

    private void close() {
        if (open != null) {
            ranges.add(open);
            open = null;
        }
    }

    private void finish() {
        close();
        if (!stranded.isEmpty()) {
            report(stranded.stream().allMatch(HistoryWalk::isMisplaced), "no later state can be restored");
        }
    }

    /**
     * Handles files that nothing leads to.
     *
     * @param state the next one that can be restored
     * @param covered whether a file that goes on from the state before them leads to it
     */
    private void leaveBehind(TxId state, boolean covered) {
        // Retention keeps the newest file of each level, whatever was before it, and deletes snapshots first.
        boolean normal = covered || end.isNone() || stranded.stream().allMatch(this::isNewestOfLevel);
        report(normal, (covered ? "a file that covers them leads to TXID " : "only a snapshot leads to TXID ") + state);
    }

    private boolean isNewestOfLevel(ReplicaFile file) {
        return isMisplaced(file) || file.name().max().equals(levelEnds.get(file.level()));
    }

    /** Only complete files count in the level of snapshots. */
    private static boolean isMisplaced(ReplicaFile file) {
        return file.level() == ReplicaFile.SNAPSHOT_LEVEL;
    }

    private void report(boolean normal, String rest) {
        ReplicaFile first = stranded.get(0);
        String before = end.isNone() ? "no state is before it" : "the state before it ends at TXID " + end;
        String count = stranded.size() == 1 ? "this file" : "this and " + (stranded.size() - 1) + " more files";
        findings.add(Finding.of(
                normal ? FindingKind.UNUSED : FindingKind.GAP,
                first,
                "nothing leads to " + count + ": " + before + ", and " + rest
                        + (normal ? "" : "; files are missing from the replica")));
        stranded.clear();
    }
}
