package io.litestream4j.restore.v03;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A restore from a backup of Litestream 0.3.
 *
 * @param snapshot where it begins
 * @param segments what is applied to it, in the order of the WAL
 */
public record V03Plan(V03File snapshot, List<V03File> segments) {

    /** Copies the list. */
    public V03Plan {
        segments = List.copyOf(segments);
    }

    /** Returns the snapshot and the segments. */
    public List<V03File> files() {
        List<V03File> files = new ArrayList<>(segments);
        files.add(0, snapshot);
        return files;
    }

    /** Returns the time of what is reached: that of the last file. */
    public Instant time() {
        return files().get(segments.size()).created();
    }
}
