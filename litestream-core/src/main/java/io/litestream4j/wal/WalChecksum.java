package io.litestream4j.wal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** SQLite's running WAL checksum. Not safe for use by several threads. */
final class WalChecksum {

    private static final VarHandle LITTLE_ENDIAN_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final boolean bigEndian;
    private int sum1;
    private int sum2;

    /** Starts at zero, reading words in {@code order}. */
    WalChecksum(ByteOrder order) {
        this.bigEndian = order == ByteOrder.BIG_ENDIAN;
    }

    /** Sets the value to go on from. */
    void reset(int newSum1, int newSum2) {
        sum1 = newSum1;
        sum2 = newSum2;
    }

    /**
     * Adds bytes.
     *
     * @param length number of bytes, a multiple of 8
     */
    void update(byte[] bytes, int offset, int length) {
        int a = sum1;
        int b = sum2;
        for (int at = offset; at < offset + length; at += 8) {
            a += word(bytes, at) + b;
            b += word(bytes, at + 4) + a;
        }
        sum1 = a;
        sum2 = b;
    }

    private int word(byte[] bytes, int at) {
        int word = (int) LITTLE_ENDIAN_INT.get(bytes, at);
        return bigEndian ? Integer.reverseBytes(word) : word;
    }

    /** Returns whether the value is the one given. */
    boolean matches(int expected1, int expected2) {
        return sum1 == expected1 && sum2 == expected2;
    }
}
