package io.litestream4j.boot.actuate;

import io.litestream4j.LitestreamException;
import io.litestream4j.ltx.TxId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * How far an operation has got, or why it has failed.
 *
 * @param database name of the database
 * @param operation {@code sync} or {@code snapshot}; also {@code restore}, {@code verify}, {@code plan}, {@code mark} or
 *         {@code delete} if it has failed
 * @param txid TXID that the replica has reached, as 16 hex digits; null if the operation failed
 * @param error why the operation failed; null if it succeeded
 */
public record OperationDescriptor(
        String database,
        String operation,
        @Nullable String txid,
        @Nullable String error) implements OperationResponseBody {

    static OperationDescriptor reached(String database, LitestreamOperation operation, TxId txId) {
        return new OperationDescriptor(database, operation.toString(), txId.toString(), null);
    }

    static OperationDescriptor failed(String database, String operation, LitestreamException failure) {
        return new OperationDescriptor(database, operation, null, failure.getMessage());
    }
}
