package io.litestream4j.cli;

import io.litestream4j.ltx.TxId;
import io.litestream4j.restore.RestoreTarget;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which point is asked for. */
final class TargetArguments {

    /** Zeros in front may be left out. */
    private static final Pattern TXID = Pattern.compile("[0-9a-fA-F]{1,16}");

    @ArgGroup
    @Nullable
    Choice choice;

    /** One of them. */
    static final class Choice {

        @Option(names = "--txid", paramLabel = "HEX", description = "Exactly up to this TXID. Default: the newest one.")
        @Nullable
        String txId;

        @Option(
                names = "--timestamp",
                paramLabel = "TIME",
                description = "The newest state from strictly before this time, such as 2026-11-20T12:00:00Z.")
        @Nullable
        String timestamp;

        @Option(names = "--mark", paramLabel = "NAME", description = "The state that was marked with this name.")
        @Nullable
        String mark;
    }

    /**
     * Returns the point.
     *
     * @throws IllegalArgumentException if it is not written as it should be
     */
    RestoreTarget target() {
        if (choice == null) {
            return new RestoreTarget.Latest();
        }
        if (choice.mark != null) {
            return new RestoreTarget.AtMark(choice.mark);
        }
        return choice.txId != null ? txId(choice.txId) : time(String.valueOf(choice.timestamp));
    }

    private static RestoreTarget txId(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("--txid is empty: expected up to 16 hex digits, as 'ltx' lists them");
        }
        if (!TXID.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a TXID: expected up to 16 hex digits, as 'ltx' lists them");
        }
        return new RestoreTarget.AtTxId(new TxId(HexFormat.fromHexDigitsToLong(text)));
    }

    private static RestoreTarget time(String text) {
        try {
            return new RestoreTarget.AtTime(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text
                    + "' is not a time: expected for example 2026-11-20T12:00:00Z or 2026-11-20T13:00:00+01:00");
        }
    }
}
