package io.litestream4j.boot.actuate;

import io.litestream4j.status.Mark;
import java.time.Instant;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A name for a state of a database.
 *
 * @param name the name
 * @param txid TXID of the state, as 16 hex digits
 * @param time when the mark was made
 * @param creator who made it
 */
public record MarkDescriptor(String name, String txid, Instant time, String creator) implements OperationResponseBody {

    static MarkDescriptor of(Mark mark) {
        return new MarkDescriptor(mark.name(), mark.txId().toString(), mark.time(), mark.creator());
    }
}
