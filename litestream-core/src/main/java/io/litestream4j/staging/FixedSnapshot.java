package io.litestream4j.staging;

import io.litestream4j.ltx.LtxFileName;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * A snapshot that is in no file yet: a read transaction keeps the database as it was, and the bytes of the LTX file are made
 * while they are read. As long as it is open the WAL cannot be started again, so it grows.
 *
 * <p>{@link #close()} may be called by any thread, and ends the streams as well; the other methods are for one thread at a
 * time.
 */
public interface FixedSnapshot extends Closeable {

    /** Returns the range of TXIDs, from the first one on. */
    LtxFileName name();

    /** Returns the LTX time. */
    Instant created();

    /** Returns how many bytes there are at most. */
    long maxSize();

    /** Returns whether the WAL has become so long that the snapshot should be closed soon. */
    boolean isWalLong() throws IOException;

    /** Opens the bytes from the start, the same each time; the caller closes the stream. */
    InputStream open() throws IOException;

    /** Gives the read transaction up. Whoever is reading gets an exception, never other bytes. */
    @Override
    void close();
}
