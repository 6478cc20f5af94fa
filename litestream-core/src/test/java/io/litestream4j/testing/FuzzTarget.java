package io.litestream4j.testing;

/** A decoder, and what has to hold whatever bytes it is given. */
@FunctionalInterface
public interface FuzzTarget {

    /**
     * Gives the bytes to the decoder. Returns if it has either refused them in the way that it documents, or understood them
     * in one that stands a second look.
     *
     * @throws Exception if anything else has happened: that is a finding
     */
    void test(byte[] input) throws Exception;

    /** Returns how many bytes of heap the decoder may take for an input of {@code size} bytes, garbage included. */
    default long heapBound(int size) {
        return (2L << 20) + 256L * size;
    }

    /** Fails if something does not hold. */
    static void require(boolean condition, Object detail) {
        if (!condition) {
            throw new AssertionError(String.valueOf(detail));
        }
    }
}
