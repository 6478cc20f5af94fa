package io.litestream4j.io;

import java.nio.ByteBuffer;

/** Bytes in memory. */
public final class ByteArrayDataBlock implements CloseableDataBlock {

    private final byte[] bytes;

    /**
     * Creates a block.
     *
     * @param bytes the content, not copied: whoever passes it leaves it alone from then on
     */
    public ByteArrayDataBlock(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public int read(ByteBuffer target, long position) {
        if (position < 0) {
            throw new IllegalArgumentException("position " + position + " is negative");
        }
        if (position >= bytes.length) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), bytes.length - position);
        target.put(bytes, (int) position, count);
        return count;
    }

    @Override
    public void close() {
        // nothing is held but the array
    }
}
