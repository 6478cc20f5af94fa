package io.litestream4j.staging;

import io.litestream4j.ltx.TxId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Where capture had arrived when it sealed the WAL: everything up to there is captured, and nothing came after it before
 * the checkpoint. A WAL whose first salt is greater by exactly one has lost nothing since.
 *
 * @param txId TXID of the last capture
 * @param salt1 first salt of the sealed WAL
 * @param salt2 second salt of the sealed WAL
 * @param endOffset byte offset of the end of the last frame, or 0 if the WAL was empty
 * @param checksum1 first half of the last frame's checksum
 * @param checksum2 second half of the last frame's checksum
 */
public record SealRecord(TxId txId, int salt1, int salt2, long endOffset, int checksum1, int checksum2) {

    private static final HexFormat HEX = HexFormat.of();

    private static final Pattern PATTERN =
            Pattern.compile("(txid=([0-9a-f]{16}) salts=([0-9a-f]{8})-([0-9a-f]{8}) end=([0-9a-f]{16})"
                    + " checksum=([0-9a-f]{8})-([0-9a-f]{8})) crc32=([0-9a-f]{8})\n");

    /** Returns this record with another TXID. */
    public SealRecord withTxId(TxId newTxId) {
        return new SealRecord(newTxId, salt1, salt2, endOffset, checksum1, checksum2);
    }

    /** Parses what {@link #toText()} returned; empty if it is anything else. */
    static Optional<SealRecord> parse(String text) {
        Matcher fields = PATTERN.matcher(text);
        if (!fields.matches() || crc32(fields.group(1)) != number(fields, 8)) {
            return Optional.empty();
        }
        return Optional.of(new SealRecord(
                TxId.parse(fields.group(2)),
                number(fields, 3),
                number(fields, 4),
                HexFormat.fromHexDigitsToLong(fields.group(5)),
                number(fields, 6),
                number(fields, 7)));
    }

    /** Returns one line of text, with a checksum of its own. */
    String toText() {
        String fields = "txid=" + txId + " salts=" + HEX.toHexDigits(salt1) + "-" + HEX.toHexDigits(salt2) + " end="
                + HEX.toHexDigits(endOffset) + " checksum=" + HEX.toHexDigits(checksum1) + "-"
                + HEX.toHexDigits(checksum2);
        return fields + " crc32=" + HEX.toHexDigits(crc32(fields)) + "\n";
    }

    private static int number(Matcher fields, int group) {
        return HexFormat.fromHexDigits(fields.group(group));
    }

    private static int crc32(String fields) {
        CRC32 crc = new CRC32();
        crc.update(fields.getBytes(StandardCharsets.US_ASCII));
        return (int) crc.getValue();
    }
}
