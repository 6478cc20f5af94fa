package io.litestream4j.verify;

import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.replica.ReplicaFile;

/**
 * What is known of a file that is not damaged.
 *
 * @param file the file
 * @param header its header
 * @param completeFrom first of the pages that it holds without a gap up to the end of the database, or {@link #UNKNOWN}
 */
record FileFacts(ReplicaFile file, LtxHeader header, int completeFrom) {

    /** Only the header was read. */
    static final int UNKNOWN = 0;

    boolean hasEveryPage() {
        return header.isSnapshot() || completeFrom == 1;
    }
}
