package io.litestream4j.restore;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.restore.RestoreException.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Chooses the files for a restore, by Litestream's rules: the newest snapshot that the target admits, then always the file
 * that goes on without a gap and reaches furthest. A state that is not exactly the one asked for is never planned:
 *
 * <ul>
 *   <li>A TXID has to be reached exactly; one inside a compacted range is not available.
 *   <li>Only files from strictly before a timestamp count. One that is later than all files means the newest state; the result
 *       says from when that is.
 *   <li>When files from before the target lie behind a gap, or may have been in it, the plan fails. Litestream would stop at the
 *       gap without a word if a timestamp was given. A file that merely goes beyond the target makes no gap: the plan then
 *       ends before it.
 * </ul>
 */
public final class RestorePlanner {

    /** Of two files that continue a chain, the greater one is better. */
    private static final Comparator<ReplicaFile> REACH = Comparator.<ReplicaFile, TxId>comparing(
                    file -> file.name().max())
            .thenComparing(file -> file.name().min(), Comparator.reverseOrder())
            .thenComparing(ReplicaFile::level)
            .thenComparing(ReplicaFile::created, Comparator.reverseOrder());

    private static final TxId FIRST = TxId.NONE.next();

    private final List<ReplicaFile> files;
    private final RestoreTarget.Point target;

    private RestorePlanner(List<ReplicaFile> files, RestoreTarget.Point target) {
        this.files =
                files.stream().sorted(Comparator.comparing(ReplicaFile::name)).toList();
        this.target = target;
    }

    /**
     * Plans a restore.
     *
     * @param files all files of all levels, in any order
     * @throws RestoreException if the target cannot be reached
     */
    public static LtxPlan plan(List<ReplicaFile> files, RestoreTarget.Point target) throws RestoreException {
        return new RestorePlanner(files, target).plan();
    }

    /**
     * Plans how to go on from a state that was reached before, to the newest one.
     *
     * @param files all files of all levels, in any order
     * @param reached the last file of the plan that reached that state
     * @return the files to apply, none if there is nothing new; empty if the replica does not show that its history still is the
     *     one of that state, or if that state is too old to go on from
     * @throws RestoreException if the newest state cannot be reached at all
     */
    public static Optional<List<ReplicaFile>> planFrom(List<ReplicaFile> files, ReplicaFile reached)
            throws RestoreException {
        RestorePlanner planner = new RestorePlanner(files, new RestoreTarget.Latest());
        TxId newest = planner.plan().txId();
        if (!files.contains(reached)) {
            return Optional.empty();
        }
        List<ReplicaFile> chain = planner.continuation(reached.name().max(), file -> true);
        TxId end = chain.isEmpty() ? reached.name().max() : end(chain);
        return end.equals(newest) ? Optional.of(chain) : Optional.empty();
    }

    private LtxPlan plan() throws RestoreException {
        if (files.isEmpty()) {
            throw new RestoreException(Reason.NO_BACKUP, "the replica holds no backup");
        }
        if (target instanceof RestoreTarget.AtTime at) {
            checkNotTooEarly(at.time());
        }
        List<ReplicaFile> chain = new ArrayList<>();
        newestSnapshot().ifPresent(chain::add);
        chain.addAll(continuation(end(chain), this::isBeforeTarget));
        checkGap(end(chain));
        checkReached(end(chain));
        return new LtxPlan(chain);
    }

    private boolean isBeforeTarget(ReplicaFile file) {
        if (target instanceof RestoreTarget.AtTxId at) {
            return !file.name().max().isAfter(at.txId());
        }
        if (target instanceof RestoreTarget.AtTime at) {
            return file.created().isBefore(at.time());
        }
        return true;
    }

    private Optional<ReplicaFile> newestSnapshot() {
        return files.stream()
                .filter(file -> isSnapshot(file) && isBeforeTarget(file))
                .max(REACH);
    }

    /** Returns what goes on after a TXID, by the files that are no snapshots and that {@code admitted} lets in. */
    private List<ReplicaFile> continuation(TxId after, Predicate<ReplicaFile> admitted) {
        List<ReplicaFile> candidates = files.stream()
                .filter(file -> !isSnapshotLevel(file) && admitted.test(file))
                .toList();
        List<ReplicaFile> chain = new ArrayList<>();
        TxId end = after;
        int next = 0;
        ReplicaFile best = null;
        while (true) {
            for (; next < candidates.size() && begins(candidates.get(next), end); next++) {
                ReplicaFile candidate = candidates.get(next);
                best = best == null || REACH.compare(candidate, best) > 0 ? candidate : best;
            }
            if (best == null || !best.name().max().isAfter(end)) {
                return chain;
            }
            chain.add(best);
            end = best.name().max();
        }
    }

    /** Returns whether a file leaves no gap after a TXID. */
    private static boolean begins(ReplicaFile file, TxId after) {
        return !file.name().min().isAfter(after.next());
    }

    private static boolean isSnapshot(ReplicaFile file) {
        return isSnapshotLevel(file) && file.name().min().equals(FIRST);
    }

    private static boolean isSnapshotLevel(ReplicaFile file) {
        return file.level() == ReplicaFile.SNAPSHOT_LEVEL;
    }

    private static TxId end(List<ReplicaFile> chain) {
        return chain.isEmpty() ? TxId.NONE : chain.get(chain.size() - 1).name().max();
    }

    private void checkNotTooEarly(Instant time) throws RestoreException {
        Instant oldest = files.stream()
                .map(ReplicaFile::created)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        if (!time.isAfter(oldest)) {
            throw new RestoreException(
                    Reason.TIMESTAMP_NOT_AVAILABLE,
                    "the replica holds nothing from before " + time + ": its oldest file is from " + oldest);
        }
    }

    /** Refuses a chain that ends before a gap in which, or behind which, there may be states from before the target. */
    private void checkGap(TxId end) throws RestoreException {
        List<ReplicaFile> beyondTarget = continuation(end, file -> true);
        TxId covered = beyondTarget.isEmpty() ? end : end(beyondTarget);
        List<ReplicaFile> behind =
                files.stream().filter(file -> !begins(file, covered)).toList();
        for (ReplicaFile file : behind) {
            if (isBeforeTarget(file)) {
                throw new RestoreException(Reason.GAP, gap(covered, file));
            }
        }
        if (!behind.isEmpty() && end.equals(covered) && mayHideTarget(behind.get(0))) {
            throw new RestoreException(Reason.GAP, gap(covered, behind.get(0)));
        }
    }

    /**
     * Returns whether what is missing before the first file behind a gap may be from before a timestamp, though the file is
     * not. Where a snapshot leads to the file, nothing is missing: what it covers was deleted by retention.
     */
    private boolean mayHideTarget(ReplicaFile file) {
        return target instanceof RestoreTarget.AtTime
                && files.stream()
                        .noneMatch(other ->
                                isSnapshot(other) && begins(file, other.name().max()));
    }

    private static String gap(TxId covered, ReplicaFile file) {
        String where = covered.isNone()
                ? "nothing leads to " + file.display() + "; look for what deleted them"
                : "nothing follows TXID " + covered + " until " + file.display()
                        + "; look for what deleted them, or restore TXID " + covered + " or one before it";
        return "files are missing from the replica: " + where;
    }

    private void checkReached(TxId end) throws RestoreException {
        if (target instanceof RestoreTarget.AtTxId at && !end.equals(at.txId())) {
            throw new RestoreException(
                    Reason.TXID_NOT_AVAILABLE,
                    "the replica does not hold the state of exactly TXID " + at.txId()
                            + (end.isNone() ? "" : "; the nearest one before it is " + end));
        }
        if (end.isNone()) {
            throw new RestoreException(
                    Reason.TIMESTAMP_NOT_AVAILABLE, "the replica holds no complete state for " + target);
        }
    }
}
