package io.litestream4j.compaction;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.restore.RestoreException;
import io.litestream4j.restore.RestorePlanner;
import io.litestream4j.restore.RestoreTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides what of a replica is deleted.
 *
 * <ul>
 *   <li>Level 9: snapshots before the base, except those of the days, weeks and months to keep; see {@link KeptSnapshots}.
 *   <li>Levels 0 to 8: files that end before the base, or at it. No point that is still promised begins with them.
 *   <li>Level 0: also files that lie within one of level 1 which has only TXIDs that are old enough: the others could not be
 *       restored exactly without all of that file's captures. All TXIDs up to the newest one that is old enough are: a file
 *       with a time in the future keeps none alive.
 * </ul>
 *
 * <p>Kept in any case: the newest file of each level, by which Litestream goes on; and what a marked TXID needs. So there is
 * always one complete chain up to the newest point, whatever the clock says.
 */
final class RetentionPolicy {

    private final Contents contents;
    private final RetentionRules rules;
    private final Instant now;
    private final KeptSnapshots snapshots;
    private final Set<ReplicaFile> needed = new HashSet<>();

    private RetentionPolicy(Contents contents, RetentionRules rules, Collection<TxId> marks, Instant now) {
        this.contents = contents;
        this.rules = rules;
        this.now = now;
        this.snapshots = new KeptSnapshots(contents.level(ReplicaFile.SNAPSHOT_LEVEL), rules, now);
        for (int level = 0; level <= ReplicaFile.SNAPSHOT_LEVEL; level++) {
            contents.newest(level).ifPresent(needed::add);
        }
        marks.forEach(this::keepMark);
    }

    /**
     * Returns the files to delete: snapshots first, then what lost its base with them, each level from its old end.
     *
     * @param marks TXIDs that stay restorable; one that is not any more is passed over
     */
    static List<ReplicaFile> decide(Contents contents, RetentionRules rules, Collection<TxId> marks, Instant now) {
        return rules.enabled() ? new RetentionPolicy(contents, rules, marks, now).decide() : List.of();
    }

    private void keepMark(TxId mark) {
        try {
            needed.addAll(RestorePlanner.plan(contents.all(), new RestoreTarget.AtTxId(mark))
                    .files());
        } catch (RestoreException e) {
            // Nothing can be kept of what is not there.
            return;
        }
    }

    private List<ReplicaFile> decide() {
        List<ReplicaFile> deletions = new ArrayList<>();
        for (ReplicaFile file : contents.level(ReplicaFile.SNAPSHOT_LEVEL)) {
            if (!needed.contains(file) && !snapshots.contains(file)) {
                deletions.add(file);
            }
        }
        TxId base = snapshots.base();
        for (int level = ReplicaFile.SNAPSHOT_LEVEL - 1; level > ReplicaFile.CAPTURE_LEVEL; level--) {
            for (ReplicaFile file : contents.level(level)) {
                if (!needed.contains(file) && !file.name().max().isAfter(base)) {
                    deletions.add(file);
                }
            }
        }
        deletions.addAll(captures(base));
        return deletions;
    }

    private List<ReplicaFile> captures(TxId base) {
        TreeMap<TxId, ReplicaFile> merged = new TreeMap<>();
        contents.level(1).forEach(file -> merged.put(file.name().min(), file));
        TxId old = lastOldCapture();
        return contents.level(ReplicaFile.CAPTURE_LEVEL).stream()
                .filter(file -> !needed.contains(file))
                .filter(file -> !file.name().max().isAfter(base) || isCovered(file, merged, old))
                .toList();
    }

    private TxId lastOldCapture() {
        if (rules.captures().isZero()) {
            return TxId.NONE;
        }
        Instant oldest = now.minus(rules.captures());
        TxId last = TxId.NONE;
        for (ReplicaFile file : contents.level(ReplicaFile.CAPTURE_LEVEL)) {
            last = file.created().isAfter(oldest) ? last : file.name().max();
        }
        return last;
    }

    /** Returns whether a capture is within a snapshot, or within a merged file that has no TXID young enough to be asked for. */
    private boolean isCovered(ReplicaFile capture, TreeMap<TxId, ReplicaFile> merged, TxId old) {
        TxId last = capture.name().max();
        if (Contents.isComplete(capture)) {
            return !last.isAfter(old) && !last.isAfter(contents.end(ReplicaFile.SNAPSHOT_LEVEL));
        }
        Map.Entry<TxId, ReplicaFile> around = merged.floorEntry(capture.name().min());
        return around != null
                && !last.isAfter(around.getValue().name().max())
                && !around.getValue().name().max().isAfter(old);
    }
}
