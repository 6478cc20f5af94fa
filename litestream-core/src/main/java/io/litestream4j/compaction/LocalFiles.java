package io.litestream4j.compaction;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.UploadSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.util.Optional;

/**
 * The copies of a replica's files on the local disk: what is there does not have to be downloaded. Any of them may be
 * missing, at any time, and go while it is read. For one thread.
 */
public interface LocalFiles {

    /** Writes the bytes of a file. */
    @FunctionalInterface
    interface Content {

        /** Writes all bytes to {@code target}, which the caller closes. */
        void writeTo(WritableByteChannel target) throws IOException;
    }

    /**
     * A local copy.
     *
     * @param name the range of TXIDs
     * @param created the LTX time
     * @param source its bytes
     */
    record LocalFile(LtxFileName name, Instant created, UploadSource source) {}

    /** Opens a range of a file, or returns empty if there is no copy; the caller closes the stream. */
    Optional<InputStream> open(int level, LtxFileName name, long offset, long length) throws IOException;

    /** Returns the copy of a file that begins at a TXID. */
    Optional<LocalFile> find(int level, TxId first) throws IOException;

    /** Writes a file that is not in the replica yet, in place of one that was left unfinished. */
    LocalFile write(int level, LtxFileName name, Instant created, Content content) throws IOException;

    /** Deletes a copy; one that is missing is fine. */
    void discard(int level, LtxFileName name) throws IOException;

    /** Deletes the copies that no merge is going to read, and as many others as needed to stay within the bound. */
    void trim(Contents replica) throws IOException;
}
