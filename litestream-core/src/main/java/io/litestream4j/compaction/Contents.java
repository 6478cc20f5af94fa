package io.litestream4j.compaction;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is in a replica at one moment.
 *
 * @param levels the files of levels 0 to 9, each level in the order of names
 */
public record Contents(List<List<ReplicaFile>> levels) {

    private static final TxId FIRST = TxId.NONE.next();

    private static final Comparator<ReplicaFile> BY_END =
            Comparator.comparing(file -> file.name().max());

    /** Copies the lists. */
    public Contents {
        levels = levels.stream().map(List::copyOf).toList();
    }

    /** Sorts files into levels. */
    public static Contents of(Collection<ReplicaFile> files) {
        List<List<ReplicaFile>> levels = new ArrayList<>();
        for (int level = 0; level <= ReplicaFile.SNAPSHOT_LEVEL; level++) {
            levels.add(new ArrayList<>());
        }
        files.stream().sorted(Comparator.comparing(ReplicaFile::name)).forEach(file -> levels.get(file.level())
                .add(file));
        return new Contents(levels);
    }

    /** Returns the files of a level, in the order of their names. */
    public List<ReplicaFile> level(int level) {
        return levels.get(level);
    }

    /** Returns the files of all levels. */
    public List<ReplicaFile> all() {
        return levels.stream().flatMap(List::stream).toList();
    }

    /** Returns the file of a level that reaches furthest. */
    public Optional<ReplicaFile> newest(int level) {
        return level(level).stream().max(BY_END);
    }

    /** Returns up to where a level goes. */
    public TxId end(int level) {
        return newest(level).map(file -> file.name().max()).orElse(TxId.NONE);
    }

    /** Returns the file that reaches furthest. */
    public Optional<ReplicaFile> newest() {
        return levels.stream().flatMap(List::stream).max(BY_END);
    }

    /** Returns up to where the replica goes. */
    public TxId end() {
        return newest().map(file -> file.name().max()).orElse(TxId.NONE);
    }

    /**
     * Returns the oldest complete state from which everything up to the newest file can be reached without a gap; empty if
     * not even the newest state can be restored.
     */
    public Optional<ReplicaFile> oldestRestorable() {
        TxId low = end().next();
        List<ReplicaFile> changes = levels.subList(0, ReplicaFile.SNAPSHOT_LEVEL).stream()
                .flatMap(List::stream)
                .sorted(BY_END.reversed())
                .toList();
        for (ReplicaFile file : changes) {
            if (low.isAfter(file.name().max().next())) {
                break;
            }
            low = low.isAfter(file.name().min()) ? file.name().min() : low;
        }
        TxId lowest = low;
        return levels.stream()
                .flatMap(List::stream)
                .filter(Contents::isComplete)
                .filter(file -> !lowest.isAfter(file.name().max().next()))
                .min(BY_END);
    }

    /** Returns whether a file holds every page: that is so if it starts at the first TXID. */
    static boolean isComplete(ReplicaFile file) {
        return file.name().min().equals(FIRST);
    }
}
