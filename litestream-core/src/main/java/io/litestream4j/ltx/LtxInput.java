package io.litestream4j.ltx;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Buffers a stream such that the next few bytes can be looked at in place. The buffer never grows. Does not close the
 * stream.
 */
final class LtxInput {

    private final InputStream in;
    private final String resource;
    private final ByteBuffer buffer;

    private long bytesRead;

    /**
     * Creates an input.
     *
     * @param resource the file, for the messages of exceptions
     * @param capacity how many bytes can be asked for at once
     */
    LtxInput(InputStream in, String resource, int capacity) {
        this.in = in;
        this.resource = resource;
        this.buffer = ByteBuffer.allocate(capacity).limit(0);
    }

    /** Returns an input that goes on where this one is, and can be asked for as many bytes at once; this one may be that. */
    LtxInput withCapacity(int capacity) {
        if (buffer.capacity() >= capacity) {
            return this;
        }
        LtxInput next = new LtxInput(in, resource, capacity);
        next.buffer.limit(capacity).put(buffer).flip();
        next.bytesRead = bytesRead;
        return next;
    }

    /** Returns the bytes that were read and not yet consumed; the caller consumes them. Has a backing array. */
    ByteBuffer buffer() {
        return buffer;
    }

    /** Returns the last {@code count} bytes that were consumed; they are valid until the next bytes are asked for. */
    ByteBuffer consumed(int count) {
        return buffer.duplicate().position(buffer.position() - count).limit(buffer.position());
    }

    /** Returns the buffer with at least {@code count} bytes remaining. */
    ByteBuffer require(int count) throws IOException {
        if (fill(count) < count) {
            String detail = "expected " + count + " bytes at offset " + offset() + " but the data end";
            throw new CorruptDataException(Problem.TRUNCATED, resource, bytesRead, detail);
        }
        return buffer;
    }

    /** Reads until {@code count} bytes remain in the buffer or the data end, and returns how many remain. */
    int fill(int count) throws IOException {
        while (buffer.remaining() < count) {
            buffer.compact();
            int read = in.read(buffer.array(), buffer.position(), buffer.remaining());
            buffer.position(buffer.position() + Math.max(read, 0)).flip();
            if (read < 0) {
                break;
            }
            bytesRead += read;
        }
        return buffer.remaining();
    }

    /** Returns the offset of the first byte that was not yet consumed. */
    long offset() {
        return bytesRead - buffer.remaining();
    }

    /** Returns the name of the file. */
    String resource() {
        return resource;
    }

    /** Returns an exception about the bytes at {@code offset}. */
    CorruptDataException corrupt(Problem problem, long offset, String detail) {
        return new CorruptDataException(problem, resource, offset, detail);
    }
}
