package io.litestream4j.verify;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.restore.RestoreException;
import io.litestream4j.restore.RestorePlanner;
import io.litestream4j.restore.RestoreTarget;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The points whose restore would read a damaged file. */
final class LostPoints {

    private static final TxId FIRST = TxId.NONE.next();

    private LostPoints() {}

    /** Returns whether a file is a base for restores of its own and all later states. */
    static boolean isSnapshot(ReplicaFile file) {
        return file.level() == ReplicaFile.SNAPSHOT_LEVEL && file.name().min().equals(FIRST);
    }

    /**
     * Returns the TXIDs.
     *
     * @param listing all files
     * @param damaged those of them that cannot be used
     */
    static Set<TxId> find(List<ReplicaFile> listing, Set<ReplicaFile> damaged) {
        Set<TxId> lost = new HashSet<>();
        if (damaged.isEmpty()) {
            return lost;
        }
        // A restore begins with the newest snapshot: what is before that, or behind the next one, does not matter to
        // it.
        TreeSet<TxId> bases = listing.stream()
                .filter(LostPoints::isSnapshot)
                .map(file -> file.name().max())
                .collect(Collectors.toCollection(TreeSet::new));
        bases.add(TxId.NONE);
        Map<TxId, List<ReplicaFile>> stretches = listing.stream()
                .collect(Collectors.groupingBy(
                        file -> Objects.requireNonNull(bases.floor(file.name().max())),
                        TreeMap::new,
                        Collectors.toList()));
        stretches.values().forEach(files -> addLost(files, damaged, lost));
        return lost;
    }

    private static void addLost(List<ReplicaFile> files, Set<ReplicaFile> damaged, Set<TxId> lost) {
        TreeSet<TxId> points =
                files.stream().map(file -> file.name().max()).collect(Collectors.toCollection(TreeSet::new));
        files.stream()
                .filter(damaged::contains)
                .map(file -> file.name().max())
                .min(TxId::compareTo)
                .ifPresent(first -> points.tailSet(first).stream()
                        .filter(point -> readsDamage(files, point, damaged))
                        .forEach(lost::add));
    }

    private static boolean readsDamage(List<ReplicaFile> files, TxId point, Set<ReplicaFile> damaged) {
        try {
            return RestorePlanner.plan(files, new RestoreTarget.AtTxId(point)).files().stream()
                    .anyMatch(damaged::contains);
        } catch (RestoreException e) {
            // Not a state that the files hold, damaged or not: that is another finding.
            return false;
        }
    }
}
