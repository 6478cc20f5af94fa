package io.litestream4j.restore.pages;

import io.litestream4j.ltx.LtxFooter;
import io.litestream4j.replica.ReplicaFile;
import org.jspecify.annotations.Nullable;

/**
 * What the first requests for a file brought.
 *
 * @param file the file
 * @param head the bytes of its header
 * @param footer its last 24 bytes
 * @param end its last bytes, at least the footer; often the page index as well
 * @param content all of it, checked; null if it is too large for that
 */
record OpenedFile(ReplicaFile file, byte[] head, LtxFooter footer, byte[] end, byte @Nullable [] content) {

    /** Returns how many of the last bytes of the file are page index and footer. */
    long tailSize() {
        return footer.indexSize() + LtxFooter.SIZE;
    }
}
