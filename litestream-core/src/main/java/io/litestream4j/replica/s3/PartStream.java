package io.litestream4j.replica.s3;

import io.litestream4j.replica.UploadSource;
import io.litestream4j.replica.UploadStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Divides bytes that can only be read one after the other into parts, each of which is in memory until it is sent. Safe for
 * use by several threads.
 */
final class PartStream implements Closeable {

    private final UploadStream in;
    private final int partSize;
    private int number;
    private boolean ended;

    /**
     * A part.
     *
     * @param number from 1 on
     * @param bytes its content
     */
    record Part(int number, byte[] bytes) {}

    /**
     * Opens the bytes from the start.
     *
     * @param partSize bytes in each part but the last
     */
    PartStream(UploadSource source, int partSize) throws IOException {
        this.in = UploadStream.open(source);
        this.partSize = partSize;
    }

    /** Reads the next part; empty if there is none. */
    synchronized Optional<Part> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        byte[] bytes = in.readNBytes(partSize);
        ended = bytes.length < partSize;
        // The end is read, too: only there does the source know how long it was.
        return bytes.length == 0 ? Optional.empty() : Optional.of(new Part(++number, bytes));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
