package io.litestream4j.verify;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one level of a replica holds.
 *
 * @param level 0 to 9
 * @param files number of files, at least 1
 * @param bytes their size
 * @param min first TXID
 * @param max last TXID
 */
public record LevelTotals(int level, int files, long bytes, TxId min, TxId max) {

    /** Returns the levels that hold files, in their order. */
    static List<LevelTotals> of(List<ReplicaFile> listing) {
        List<LevelTotals> totals = new ArrayList<>();
        for (int level = ReplicaFile.CAPTURE_LEVEL; level <= ReplicaFile.SNAPSHOT_LEVEL; level++) {
            int current = level;
            List<ReplicaFile> files =
                    listing.stream().filter(file -> file.level() == current).toList();
            if (!files.isEmpty()) {
                totals.add(of(level, files));
            }
        }
        return totals;
    }

    private static LevelTotals of(int level, List<ReplicaFile> files) {
        return new LevelTotals(
                level,
                files.size(),
                files.stream().mapToLong(ReplicaFile::size).sum(),
                files.stream()
                        .map(file -> file.name().min())
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                files.stream()
                        .map(file -> file.name().max())
                        .max(Comparator.naturalOrder())
                        .orElseThrow());
    }
}
