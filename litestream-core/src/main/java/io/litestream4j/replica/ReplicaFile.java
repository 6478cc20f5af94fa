package io.litestream4j.replica;

import io.litestream4j.ltx.LtxFileName;
import java.time.Instant;

/**
 * An LTX file in a replica, as a listing shows it.
 *
 * @param level 0 as captured, 1 to 8 compactions, 9 snapshots
 * @param name the range of TXIDs
 * @param size bytes
 * @param created the LTX time, as far as the store keeps it, else the store's own time
 */
public record ReplicaFile(int level, LtxFileName name, long size, Instant created) {

    /** The level of the files as captured. */
    public static final int CAPTURE_LEVEL = 0;

    /** The level of snapshots, and the highest there is. */
    public static final int SNAPSHOT_LEVEL = 9;

    /** Returns level and name, as messages show them. */
    public String display() {
        return "level " + level + " file " + name;
    }
}
