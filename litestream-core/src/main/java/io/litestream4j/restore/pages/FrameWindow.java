package io.litestream4j.restore.pages;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * The bytes of a range around the frame that is decoded: a small buffer is filled again and again, so that what arrives is
 * still in the processor's cache when it is used. Closing closes the stream. For one thread.
 */
final class FrameWindow implements Closeable {

    /** In bytes. Takes several frames of the largest pages, and is half of what G1 allocates apart in a small heap. */
    static final int CAPACITY = 256 << 10;

    private final byte[] bytes;
    private final InputStream in;
    private long start;
    private int filled;

    /**
     * Creates an empty window.
     *
     * @param bytes the buffer
     * @param offset where in the file the stream begins
     * @param in the range
     */
    FrameWindow(byte[] bytes, long offset, InputStream in) {
        this(bytes, offset, 0, in);
    }

    private FrameWindow(byte[] bytes, long start, int filled, InputStream in) {
        this.bytes = bytes;
        this.start = start;
        this.filled = filled;
        this.in = in;
    }

    /** Returns a window with all of a file. */
    static FrameWindow all(byte[] content) {
        return new FrameWindow(content, 0, content.length, InputStream.nullInputStream());
    }

    /** Returns what {@link #find} returns indexes of. */
    byte[] bytes() {
        return bytes;
    }

    /**
     * Waits for a frame, and may move what was found before.
     *
     * @param offset where in the file the frame begins, not before an earlier one
     * @param size its number of bytes, at most as many as the buffer has
     * @return where in the buffer it begins
     * @throws IndexOutOfBoundsException if the buffer is too small for it
     */
    int find(long offset, int size) throws IOException {
        if (offset + size > start + filled) {
            bring(offset, size);
        }
        return (int) (offset - start);
    }

    private void bring(long offset, int size) throws IOException {
        while (start + filled <= offset) {
            start += filled;
            filled = 0;
            read();
        }
        int used = (int) (offset - start);
        if (used + size > bytes.length) {
            System.arraycopy(bytes, used, bytes, 0, filled - used);
            start = offset;
            filled -= used;
            used = 0;
        }
        Objects.checkFromIndexSize(used, size, bytes.length);
        while (filled < used + size) {
            read();
        }
    }

    private void read() throws IOException {
        int count = in.read(bytes, filled, bytes.length - filled);
        if (count < 0) {
            throw new EOFException("the range ends at offset " + (start + filled));
        }
        filled += count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
