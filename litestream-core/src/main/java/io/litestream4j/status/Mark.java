package io.litestream4j.status;

import io.litestream4j.ltx.TxId;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A name that somebody has given to a state of a database. As long as it is there, exactly that state can be restored.
 *
 * @param name 1 to 100 letters, digits, dots, hyphens and underscores of ASCII, the first one a letter or a digit
 * @param txId the TXID that leads to the state
 * @param time when the mark was made
 * @param creator who made it
 */
public record Mark(String name, TxId txId, Instant time, String creator) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** Checks the name. */
    public Mark {
        requireName(name);
    }

    /**
     * Returns a name that a mark can have.
     *
     * @throws IllegalArgumentException if it cannot
     */
    public static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot be the name of a mark: take 1 to 100 letters, digits,"
                            + " '.', '-' and '_', a letter or a digit first");
        }
        return name;
    }
}
