package io.litestream4j.boot.actuate;

import io.litestream4j.ltx.TxId;
import io.litestream4j.restore.RestoreTarget;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The point that a request asks for; the newest if it names none.
 *
 * @param txid TXID as 16 hex digits
 * @param timestamp the newest state from strictly before this time
 * @param mark name of a mark
 */
record RequestedTarget(
        @Nullable String txid,
        @Nullable OffsetDateTime timestamp,
        @Nullable String mark) {

    boolean isEmpty() {
        return count() == 0;
    }

    private long count() {
        return Stream.of(txid, timestamp, mark).filter(Objects::nonNull).count();
    }

    /**
     * Returns the target.
     *
     * @throws IllegalArgumentException if there is more than one, or if it is not one
     */
    RestoreTarget target() {
        if (count() > 1) {
            throw new IllegalArgumentException("of txid, timestamp and mark only one can be given");
        }
        if (txid != null) {
            return new RestoreTarget.AtTxId(TxId.parse(txid));
        }
        if (mark != null) {
            return new RestoreTarget.AtMark(mark);
        }
        return timestamp != null ? new RestoreTarget.AtTime(timestamp.toInstant()) : new RestoreTarget.Latest();
    }
}
