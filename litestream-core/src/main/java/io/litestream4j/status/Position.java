package io.litestream4j.status;

import io.litestream4j.ltx.TxId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A point in the history of a database.
 *
 * @param txId the TXID, {@link TxId#NONE} before the first
 * @param time the LTX time of that TXID; null before the first
 */
public record Position(TxId txId, @Nullable Instant time) {

    /** Before the first TXID. */
    public static final Position NONE = new Position(TxId.NONE, null);
}
