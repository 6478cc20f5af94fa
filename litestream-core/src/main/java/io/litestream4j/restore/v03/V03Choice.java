package io.litestream4j.restore.v03;

import io.litestream4j.replica.ReplicaFile;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which of two backups in one replica is restored, by Litestream's rules. */
public final class V03Choice {

    private V03Choice() {}

    /**
     * Returns whether the backup of Litestream 0.3 is the one.
     *
     * @param old its files
     * @param files the LTX files of all levels
     * @param time a point in time; null for the newest state
     */
    public static boolean prefersOld(List<V03File> old, List<ReplicaFile> files, @Nullable Instant time) {
        if (old.isEmpty() || files.isEmpty()) {
            return !old.isEmpty();
        }
        return time == null ? isNewer(old, files) : isNearer(old, files, time);
    }

    private static boolean isNewer(List<V03File> old, List<ReplicaFile> files) {
        Instant newest = files.stream()
                .map(ReplicaFile::created)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        return old.stream().anyMatch(file -> file.created().isAfter(newest));
    }

    /** Compares the last snapshots before a point in time. */
    private static boolean isNearer(List<V03File> old, List<ReplicaFile> files, Instant time) {
        Optional<V03File> snapshot = V03Planner.newestSnapshot(
                old.stream().filter(file -> !file.created().isAfter(time)).toList());
        return snapshot.isPresent()
                && files.stream()
                        .filter(file -> file.level() == ReplicaFile.SNAPSHOT_LEVEL
                                && file.created().isBefore(time))
                        .noneMatch(file -> !snapshot.get().created().isAfter(file.created()));
    }
}
