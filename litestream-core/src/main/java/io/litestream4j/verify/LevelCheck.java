package io.litestream4j.verify;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks for gaps and overlaps within each level; snapshots overlap by their nature. */
final class LevelCheck {

    private LevelCheck() {}

    /** Returns notes only: whether a gap takes anything away is seen in the whole history. */
    static List<Finding> check(List<ReplicaFile> listing) {
        List<Finding> findings = new ArrayList<>();
        for (int level = ReplicaFile.CAPTURE_LEVEL; level < ReplicaFile.SNAPSHOT_LEVEL; level++) {
            int current = level;
            check(
                    listing.stream()
                            .filter(file -> file.level() == current)
                            .sorted(Comparator.comparing(ReplicaFile::name))
                            .toList(),
                    findings);
        }
        return findings;
    }

    private static void check(List<ReplicaFile> files, List<Finding> findings) {
        TxId end = TxId.NONE;
        for (ReplicaFile file : files) {
            TxId min = file.name().min();
            if (!end.isNone() && min.isAfter(end.next())) {
                findings.add(Finding.of(
                        FindingKind.LEVEL_GAP,
                        file,
                        "begins at TXID " + min + ", but the files before it in level " + file.level() + " end at "
                                + end));
            } else if (!end.isNone() && !min.isAfter(end)) {
                findings.add(Finding.of(
                        FindingKind.OVERLAP,
                        file,
                        "begins at TXID " + min + ", which the files before it in level " + file.level()
                                + " hold already, up to " + end));
            }
            end = file.name().max().isAfter(end) ? file.name().max() : end;
        }
    }
}
