package io.litestream4j.ltx;

import java.nio.ByteBuffer;

/**
 * What precedes the content of a page. A header of zeros ends the pages.
 *
 * @param pageNumber offset 0, 4 bytes: number of the page, from 1
 * @param flags offset 4, 2 bytes: {@link #FLAG_LENGTH} or 0
 */
record LtxPageHeader(int pageNumber, int flags) {

    /** Size in bytes. */
    static final int SIZE = 6;

    /** The length of the compressed block follows the header; without it, an LZ4 frame follows. */
    static final int FLAG_LENGTH = 0x0001;

    /** Ends the pages. */
    static final LtxPageHeader END = new LtxPageHeader(0, 0);

    static LtxPageHeader load(ByteBuffer source) {
        return new LtxPageHeader(source.getInt(), Short.toUnsignedInt(source.getShort()));
    }

    void writeTo(ByteBuffer target) {
        target.putInt(pageNumber).putShort((short) flags);
    }

    boolean isEnd() {
        return pageNumber == 0 && flags == 0;
    }

    boolean hasKnownFlags() {
        return (flags & ~FLAG_LENGTH) == 0;
    }

    boolean hasLength() {
        return flags == FLAG_LENGTH;
    }
}
