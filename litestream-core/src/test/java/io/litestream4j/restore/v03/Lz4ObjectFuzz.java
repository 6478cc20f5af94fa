package io.litestream4j.restore.v03;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.testing.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Objects of Litestream 0.3: LZ4 frames. */
public final class Lz4ObjectFuzz implements FuzzTarget {

    /** Three buffers of the largest block that a frame may ask for, and some. */
    private static final long HEAP = 16L << 20;

    @Override
    public void test(byte[] input) throws IOException {
        byte[] block = new byte[8192];
        long size = 0;
        try (InputStream in = new Lz4Object(new ByteArrayInputStream(input), "input")) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                size += count;
            }
        } catch (CorruptDataException e) {
            return;
        }
        // LZ4 spends a byte at least on 255.
        FuzzTarget.require(size <= 256L * input.length, size + " bytes from " + input.length);
    }

    @Override
    public long heapBound(int size) {
        return HEAP + 256L * size;
    }
}
