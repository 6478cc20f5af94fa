package io.litestream4j.ltx;

/**
 * The checksum of some of what the file checksum of an LTX file covers: parts that were computed on their own, in any order,
 * make up the whole when they are put together in theirs.
 *
 * @param value CRC of the part
 * @param length number of bytes that it covers
 */
public record LtxPartChecksum(long value, long length) {

    /** The checksum of nothing. */
    public static final LtxPartChecksum EMPTY = new LtxPartChecksum(0, 0);

    static LtxPartChecksum of(byte[] bytes, int offset, int length) {
        return new LtxPartChecksum(Crc64.of(bytes, offset, length), length);
    }

    /** Returns the checksum of all of {@code first} and the first {@code length} bytes of {@code second}. */
    static LtxPartChecksum of(byte[] first, byte[] second, int length) {
        Crc64 checksum = new Crc64();
        checksum.update(first, 0, first.length);
        checksum.update(second, 0, length);
        return new LtxPartChecksum(checksum.value(), first.length + length);
    }

    /** Returns the checksum of this part and the one that follows it. */
    LtxPartChecksum then(LtxPartChecksum next) {
        return new LtxPartChecksum(Crc64.concatenate(value, next.value, next.length), length + next.length);
    }
}
