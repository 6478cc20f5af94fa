package io.litestream4j.replica.gcs;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A range of an object. Reads ahead by a buffer; the library goes on where a connection broke. For one thread. */
final class GcsInputStream extends InputStream {

    private static final int BUFFER_SIZE = 1 << 20;

    /** Where the bytes come from. */
    interface Source extends Closeable {

        /** Fills a buffer as far as it gets, and returns the number of bytes, or -1 at the end. */
        int read(ByteBuffer target) throws IOException;

        /** Gives up what is not read; does not wait. */
        @Override
        void close();
    }

    private final Source source;
    private final ByteBuffer buffer;
    private boolean ended;

    /**
     * Creates a stream that owns {@code source}.
     *
     * @param length number of bytes at most, or -1 if that is not known
     */
    GcsInputStream(Source source, long length) {
        this.source = source;
        this.buffer = ByteBuffer.allocate(length < 0 ? BUFFER_SIZE : (int) Math.min(length, BUFFER_SIZE));
        buffer.limit(0);
    }

    /** Makes sure that there are bytes to read, or that there are none: the first call tells whether the object is there. */
    boolean fill() throws IOException {
        if (!buffer.hasRemaining() && !ended) {
            buffer.clear();
            ended = source.read(buffer) < 0;
            buffer.flip();
        }
        return buffer.hasRemaining();
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        return count;
    }

    @Override
    public int available() {
        return buffer.remaining();
    }

    @Override
    public void close() {
        source.close();
    }
}
