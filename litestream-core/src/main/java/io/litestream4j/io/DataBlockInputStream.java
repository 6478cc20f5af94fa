package io.litestream4j.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A range of a {@link CloseableDataBlock} as a stream, which closes the block with itself. For one thread. */
public final class DataBlockInputStream extends InputStream {

    private final CloseableDataBlock block;
    private final long end;
    private long position;

    /**
     * Creates a stream that owns {@code block}.
     *
     * @param offset first byte
     * @param length number of bytes, or -1 for all up to the end; a block that ends earlier ends the stream
     */
    public DataBlockInputStream(CloseableDataBlock block, long offset, long length) {
        this.block = block;
        this.position = offset;
        this.end = length < 0 ? Long.MAX_VALUE : offset + length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        int count = (int) Math.min(length, end - position);
        int read = count <= 0 ? -1 : block.read(ByteBuffer.wrap(target, offset, count), position);
        position += Math.max(read, 0);
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = Math.max(0, Math.min(wanted, Math.min(end, block.size()) - position));
        position += skipped;
        return skipped;
    }

    @Override
    public void close() throws IOException {
        block.close();
    }
}
