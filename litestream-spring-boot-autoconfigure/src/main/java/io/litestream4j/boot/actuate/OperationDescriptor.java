package io.litestream4j.boot.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What an operation achieved.
 *
 * @param database name of the database
 * @param operation {@code sync} or {@code snapshot}
 * @param txid TXID that the replica has reached, as 16 hex digits; null if the operation failed
 * @param error why the operation failed; null if it succeeded
 */
public record OperationDescriptor(
        String database,
        String operation,
        @Nullable String txid,
        @Nullable String error) implements OperationResponseBody {}
