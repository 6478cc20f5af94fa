package io.litestream4j.ltx;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of an LTX file: {@code <min>-<max>.ltx}, both TXIDs as 16 lower-case hex digits.
 *
 * @param min first TXID in the file, not none
 * @param max last TXID in the file, not before {@code min}
 */
public record LtxFileName(TxId min, TxId max) implements Comparable<LtxFileName> {

    private static final Pattern PATTERN = Pattern.compile("([0-9a-f]{16})-([0-9a-f]{16})\\.ltx");

    /** Checks the range. */
    public LtxFileName {
        if (min.isNone() || min.isAfter(max)) {
            throw new IllegalArgumentException("not a range of TXIDs: " + min + "-" + max);
        }
    }

    /** Returns the name of a file that holds one TXID. */
    public static LtxFileName of(TxId txId) {
        return new LtxFileName(txId, txId);
    }

    /** Parses a file name; empty if it is not that of an LTX file. */
    public static Optional<LtxFileName> parse(String name) {
        Matcher matcher = PATTERN.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        TxId min = TxId.parse(matcher.group(1));
        TxId max = TxId.parse(matcher.group(2));
        return min.isNone() || min.isAfter(max) ? Optional.empty() : Optional.of(new LtxFileName(min, max));
    }

    /** Orders by first, then by last TXID. */
    @Override
    public int compareTo(LtxFileName other) {
        int order = min.compareTo(other.min);
        return order != 0 ? order : max.compareTo(other.max);
    }

    @Override
    public String toString() {
        return min + "-" + max + ".ltx";
    }
}
