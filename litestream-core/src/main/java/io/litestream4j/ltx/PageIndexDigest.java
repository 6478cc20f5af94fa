package io.litestream4j.ltx;

import java.nio.ByteBuffer;

/** Size and checksum of the page index that belongs to the pages seen so far, in constant memory. */
final class PageIndexDigest {

    /** How many bytes one page can need. */
    static final int MAX_ENTRY_SIZE = 3 * Varint.MAX_SIZE;

    private final ByteBuffer entry = ByteBuffer.allocate(MAX_ENTRY_SIZE);
    private final Crc64 checksum = new Crc64();

    private long size;

    static void putEntry(int pageNumber, long offset, long size, ByteBuffer target) {
        Varint.put(pageNumber, target);
        Varint.put(offset, target);
        Varint.put(size, target);
    }

    /** Adds a page with the offset and size of its frame. */
    void add(int pageNumber, long offset, long size) {
        entry.clear();
        putEntry(pageNumber, offset, size, entry);
        add(entry.flip());
    }

    /** Adds the 0 byte that ends the index. */
    void end() {
        add(entry.clear().put((byte) 0).flip());
    }

    /** Adds bytes of an index, which are consumed. */
    void add(ByteBuffer bytes) {
        checksum.update(bytes.array(), bytes.position(), bytes.remaining());
        size += bytes.remaining();
        bytes.position(bytes.limit());
    }

    /** Returns the number of bytes so far. */
    long size() {
        return size;
    }

    /** Returns whether both have seen the same bytes. */
    boolean matches(PageIndexDigest other) {
        return size == other.size && checksum.value() == other.checksum.value();
    }
}
