package io.litestream4j.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that can be read at any position. Implementations are safe for use by several threads. */
public interface DataBlock {

    /** Returns the number of bytes, which may change between calls when the block is a growing file. */
    long size() throws IOException;

    /**
     * Reads bytes from {@code position} into the remaining space of {@code target}.
     *
     * @return the number of bytes read, or -1 when {@code position} is at or behind the end
     */
    int read(ByteBuffer target, long position) throws IOException;

    /**
     * Fills the remaining space of {@code target} with the bytes from {@code position} on.
     *
     * @throws EOFException if the block ends before that
     */
    default void readFully(ByteBuffer target, long position) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int count = read(target, at);
            if (count <= 0) {
                throw new EOFException("end of data at offset " + at + ", " + target.remaining() + " bytes missing");
            }
            at += count;
        }
    }
}
