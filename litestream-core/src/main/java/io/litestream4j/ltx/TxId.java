package io.litestream4j.ltx;

import java.util.HexFormat;

/**
 * Number of one capture: every LTX file covers a range of them.
 *
 * @param value unsigned 64-bit number; 0 stands for "none yet"
 */
public record TxId(long value) implements Comparable<TxId> {

    /** No transaction yet. */
    public static final TxId NONE = new TxId(0);

    private static final int DIGITS = 16;

    /**
     * Parses 16 hex digits.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static TxId parse(String text) {
        if (text.length() != DIGITS || !isHex(text)) {
            throw new IllegalArgumentException("'" + text + "' is not a TXID: expected 16 hex digits");
        }
        return new TxId(HexFormat.fromHexDigitsToLong(text));
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns the TXID that follows. */
    public TxId next() {
        return new TxId(value + 1);
    }

    /** Returns whether this is {@link #NONE}. */
    public boolean isNone() {
        return value == 0;
    }

    /** Returns whether this is greater than {@code other}. */
    public boolean isAfter(TxId other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(TxId other) {
        return Long.compareUnsigned(value, other.value);
    }

    /** Returns 16 lower-case hex digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(value);
    }
}
