package io.litestream4j.ltx;

import java.nio.ByteBuffer;

/** Unsigned numbers in groups of 7 bits, the lowest first; the top bit says that more follow. */
final class Varint {

    /** How many bytes a 64-bit number can need. */
    static final int MAX_SIZE = 10;

    private static final int GROUP_BITS = 7;
    private static final int GROUP_MASK = 0x7F;
    private static final int MORE = 0x80;

    private Varint() {}

    static void put(long value, ByteBuffer target) {
        long rest = value;
        while ((rest & ~GROUP_MASK) != 0) {
            target.put((byte) (rest | MORE));
            rest >>>= GROUP_BITS;
        }
        target.put((byte) rest);
    }

    /**
     * Reads a number.
     *
     * @return the number, or -1 if it does not fit in 63 bits or the bytes end before it does
     */
    static long get(ByteBuffer source) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE - 1 && source.hasRemaining(); shift += GROUP_BITS) {
            byte group = source.get();
            value |= (long) (group & GROUP_MASK) << shift;
            if (group >= 0) {
                return value;
            }
        }
        return -1;
    }
}
