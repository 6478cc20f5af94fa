package io.litestream4j.ltx;

import java.nio.ByteBuffer;

/**
 * Rolling checksum of a database: XOR of the checksums of its pages without the lock page. A mutable accumulator; not
 * safe for use by several threads.
 */
public final class DatabaseChecksum {

    private final byte[] number = new byte[Integer.BYTES];

    private long value = LtxTrailer.CHECKSUM_FLAG;

    /** Adds a page that is not yet part of the database, or takes away one that is. */
    public void toggle(int pageNumber, byte[] page) {
        ByteBuffer.wrap(number).putInt(pageNumber);
        Crc64 checksum = new Crc64();
        checksum.update(number, 0, number.length);
        checksum.update(page, 0, page.length);
        value = (value ^ checksum.value()) | LtxTrailer.CHECKSUM_FLAG;
    }

    /** Returns the checksum, with {@link LtxTrailer#CHECKSUM_FLAG} set. */
    public long value() {
        return value;
    }
}
