package io.litestream4j.ltx;

import java.nio.ByteBuffer;

/**
 * Page index of a file that is being written: its bytes, 3 to 20 per page (about 8 in a file of some megabytes). The
 * format puts the index behind the pages, so that a writer has to hold it.
 */
final class PageIndexBuffer {

    private static final int INITIAL_CAPACITY = 512;

    private ByteBuffer bytes = ByteBuffer.allocate(INITIAL_CAPACITY);

    /** Adds a page with the offset and size of its frame. */
    void add(int pageNumber, long offset, long size) {
        reserve(PageIndexDigest.MAX_ENTRY_SIZE);
        PageIndexDigest.putEntry(pageNumber, offset, size, bytes);
    }

    /** Returns all bytes, with the 0 byte that ends them. */
    ByteBuffer end() {
        reserve(1);
        return bytes.put((byte) 0).flip();
    }

    private void reserve(int count) {
        if (bytes.remaining() < count) {
            bytes = ByteBuffer.allocate(Math.multiplyExact(bytes.capacity(), 2)).put(bytes.flip());
        }
    }
}
