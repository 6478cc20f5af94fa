package io.litestream4j.compaction;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.replica.ReplicaFile;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * What is in each level of a replica, as far as it was listed at the start and changed by this process since. Nobody has to
 * list again. Some 150 bytes of heap for each file. Safe for use by several threads.
 */
public final class LevelInventory {

    private final List<TreeMap<LtxFileName, ReplicaFile>> levels = new ArrayList<>();
    private final BitSet known = new BitSet();
    private long version;

    /** Creates an inventory that knows nothing yet. */
    public LevelInventory() {
        for (int level = 0; level <= ReplicaFile.SNAPSHOT_LEVEL; level++) {
            levels.add(new TreeMap<>());
        }
    }

    /** Takes over what a complete listing of a level has shown. */
    public synchronized void listed(int level, Collection<ReplicaFile> files) {
        levels.get(level).clear();
        files.forEach(this::created);
        known.set(level);
    }

    /** Returns whether all levels were listed. */
    public synchronized boolean isKnown() {
        return known.cardinality() == levels.size();
    }

    /** Adds a file that is in the replica now. */
    public synchronized void created(ReplicaFile file) {
        levels.get(file.level()).put(file.name(), file);
        version++;
    }

    /** Removes files that are not in the replica any more. */
    public synchronized void deleted(Collection<ReplicaFile> files) {
        files.forEach(file -> levels.get(file.level()).remove(file.name()));
        version++;
    }

    /** Returns a number that is another one after each change. */
    public synchronized long version() {
        return version;
    }

    /** Returns what is there now. */
    public synchronized Contents contents() {
        return new Contents(
                levels.stream().map(level -> List.copyOf(level.values())).toList());
    }
}
