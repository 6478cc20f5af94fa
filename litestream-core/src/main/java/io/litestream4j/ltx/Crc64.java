package io.litestream4j.ltx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * CRC-64/ISO: reflected polynomial {@code 0xD800000000000000}, initial value and final XOR all ones. A mutable
 * accumulator of 5 KiB; not safe for use by several threads.
 *
 * <p>The polynomial is sparse, x<sup>64</sup> = x<sup>4</sup> + x<sup>3</sup> + x + 1, and squaring both sides six times
 * gives x<sup>4096</sup> = x<sup>256</sup> + x<sup>192</sup> + x<sup>64</sup> + 1, where all exponents are those of whole
 * words of 64 bits. So a word can be replaced by itself 64, 63, 61 and 60 words further on: four XORs for 8 bytes, without
 * tables or shifts, and only the last 64 words have to be divided. That is several times as fast as tables, and fast as
 * well before it is compiled, which a short restore feels.
 *
 * <p>In the reflected form the lowest bit of a word is the coefficient of x<sup>63</sup>: a shift to the right
 * multiplies by x, and what falls out on the right has a degree of 64 or more and has to be reduced.
 */
public final class Crc64 {

    /** How many words further on a word ends up, at most. */
    private static final int REACH = 64;

    /** Words that are taken at once. */
    private static final int BLOCK = 512;

    private static final long POLYNOMIAL = 0xD800000000000000L;

    /** The polynomial 1: the highest bit is the coefficient of x<sup>0</sup>. */
    private static final long ONE = 1L << 63;

    /** x<sup>8</sup>, and always the square of the one before: what x<sup>8n</sup> is a product of, for any long n. */
    private static final long[] SQUARES = squares();

    /** The last words, and what those before them add to them. */
    private final long[] words = new long[REACH + BLOCK];

    private int end = REACH;

    /** Added to the next word: the initial value, until there was one. */
    private long initial = -1;

    /** Bytes that are no word yet, the first of them lowest. */
    private long rest;

    private int restBits;

    /** Returns the checksum of a range of bytes. */
    public static long of(byte[] bytes, int offset, int length) {
        Crc64 checksum = new Crc64();
        checksum.update(bytes, offset, length);
        return checksum.value();
    }

    /**
     * Returns the checksum of bytes that follow other bytes, from the checksums of both.
     *
     * @param first checksum of the bytes in front
     * @param second checksum of those behind
     * @param secondLength number of those behind
     */
    static long concatenate(long first, long second, long secondLength) {
        return timesPowerOfX8(first, secondLength) ^ second;
    }

    private static long[] squares() {
        long[] squares = new long[Long.SIZE - 1];
        squares[0] = ONE >>> Byte.SIZE;
        for (int i = 1; i < squares.length; i++) {
            squares[i] = times(squares[i - 1], squares[i - 1]);
        }
        return squares;
    }

    /** Multiplies by x<sup>8 exponent</sup>. */
    private static long timesPowerOfX8(long a, long exponent) {
        long result = a;
        for (long left = exponent; left != 0; left &= left - 1) {
            result = times(result, SQUARES[Long.numberOfTrailingZeros(left)]);
        }
        return result;
    }

    /** Multiplies two polynomials of which each has a degree of 63 at most. */
    private static long times(long a, long b) {
        long product = 0;
        long shifted = b;
        for (long bits = a; bits != 0; bits <<= 1) {
            if (bits < 0) {
                product ^= shifted;
            }
            shifted = (shifted >>> 1) ^ (POLYNOMIAL & -(shifted & 1));
        }
        return product;
    }

    /** Adds a range of bytes. */
    public void update(byte[] bytes, int offset, int length) {
        int position = offset;
        int last = offset + length;
        while (position < last && restBits > 0) {
            addByte(bytes[position++]);
        }
        while (last - position >= Long.BYTES) {
            position += Long.BYTES * addWords(bytes, position, (last - position) / Long.BYTES);
        }
        while (position < last) {
            addByte(bytes[position++]);
        }
    }

    private void addByte(byte next) {
        rest |= Byte.toUnsignedLong(next) << restBits;
        restBits += Byte.SIZE;
        if (restBits == Long.SIZE) {
            makeRoom();
            words[end] = rest;
            fold(1);
            rest = 0;
            restBits = 0;
        }
    }

    /** Adds as many words as there is room for, and returns how many. */
    private int addWords(byte[] bytes, int position, int wanted) {
        makeRoom();
        int count = Math.min(wanted, words.length - end);
        ByteBuffer.wrap(bytes, position, count * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer()
                .get(words, end, count);
        fold(count);
        return count;
    }

    private void makeRoom() {
        if (end == words.length) {
            System.arraycopy(words, BLOCK, words, 0, REACH);
            end = REACH;
        }
    }

    /** Takes words that are in their place, and adds to them what those before them leave to them. */
    private void fold(int count) {
        words[end] ^= initial;
        initial = 0;
        fold(words, end, end + count);
        end += count;
    }

    /** Each word gets four of those before it. Four words together need only eight, most of which are at hand already. */
    private static void fold(long[] words, int from, int to) {
        int i = from;
        long w64 = words[i - 64];
        long w63 = words[i - 63];
        long w62 = words[i - 62];
        long w61 = words[i - 61];
        for (; to - i >= 4; i += 4) {
            long w60 = words[i - 60];
            long w59 = words[i - 59];
            long w58 = words[i - 58];
            long w57 = words[i - 57];
            words[i] ^= w64 ^ w63 ^ w61 ^ w60;
            words[i + 1] ^= w63 ^ w62 ^ w60 ^ w59;
            words[i + 2] ^= w62 ^ w61 ^ w59 ^ w58;
            words[i + 3] ^= w61 ^ w60 ^ w58 ^ w57;
            w64 = w60;
            w63 = w59;
            w62 = w58;
            w61 = w57;
        }
        for (; i < to; i++) {
            words[i] ^= words[i - 60] ^ words[i - 61] ^ words[i - 63] ^ words[i - 64];
        }
    }

    /** Returns the checksum of all bytes so far; more may follow. */
    public long value() {
        long crc = initial;
        for (long word : lastWords()) {
            crc = timesX64(crc ^ word);
        }
        for (int bit = 0; bit < restBits; bit += Byte.SIZE) {
            crc = (crc >>> Byte.SIZE) ^ reduce((crc ^ (rest >>> bit)) << (Long.SIZE - Byte.SIZE));
        }
        return ~crc;
    }

    /** Returns words that stand for all: the last ones without what they have left to each other. */
    private long[] lastWords() {
        if (initial != 0) {
            return new long[0];
        }
        long[] last = Arrays.copyOfRange(words, end - REACH, end);
        last[60] ^= last[0];
        last[61] ^= last[1] ^ last[0];
        last[62] ^= last[2] ^ last[1];
        last[63] ^= last[3] ^ last[2] ^ last[0];
        return last;
    }

    /** Multiplies by x<sup>64</sup> = x<sup>4</sup> + x<sup>3</sup> + x + 1. */
    private static long timesX64(long a) {
        return reduce(a) ^ reduce((a << 63) ^ (a << 61) ^ (a << 60));
    }

    /** Multiplies by x<sup>4</sup> + x<sup>3</sup> + x + 1 and drops what falls out. */
    private static long reduce(long a) {
        return a ^ (a >>> 1) ^ (a >>> 3) ^ (a >>> 4);
    }
}
