package io.litestream4j.replica.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.RetryAfter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import reactor.core.Exceptions;

/** Turns what the client library throws into the exceptions of the contract. */
final class AzureErrors {

    /** A SAS that may create but not write is told that it must not overwrite, and a kept blob that it must not change. */
    private static final Set<BlobErrorCode> TAKEN = Set.of(
            BlobErrorCode.BLOB_ALREADY_EXISTS,
            BlobErrorCode.CONDITION_NOT_MET,
            BlobErrorCode.UNAUTHORIZED_BLOB_OVERWRITE,
            BlobErrorCode.BLOB_IMMUTABLE_DUE_TO_POLICY);

    private static final Set<BlobErrorCode> NO_CONTAINER = Set.of(
            BlobErrorCode.CONTAINER_NOT_FOUND, BlobErrorCode.CONTAINER_BEING_DELETED, BlobErrorCode.CONTAINER_DISABLED);

    private static final Set<BlobErrorCode> WRONG_CREDENTIAL = Set.of(
            BlobErrorCode.AUTHENTICATION_FAILED,
            BlobErrorCode.INVALID_AUTHENTICATION_INFO,
            BlobErrorCode.NO_AUTHENTICATION_INFORMATION);

    private final ReplicaUrl url;
    private final String container;

    AzureErrors(ReplicaUrl url, String container) {
        this.url = url;
        this.container = container;
    }

    /** Returns whether a create-only or conditional write was refused because of what is there. */
    static boolean isTaken(Throwable failure) {
        return answer(failure)
                .map(BlobStorageException::getErrorCode)
                .filter(TAKEN::contains)
                .isPresent();
    }

    static boolean isMissing(Throwable failure) {
        return hasCode(failure, BlobErrorCode.BLOB_NOT_FOUND);
    }

    /** Returns whether a read began behind the end. */
    static boolean isBehindEnd(Throwable failure) {
        return hasCode(failure, BlobErrorCode.INVALID_RANGE);
    }

    private static boolean hasCode(Throwable failure, BlobErrorCode code) {
        return answer(failure)
                .map(BlobStorageException::getErrorCode)
                .filter(code::equals)
                .isPresent();
    }

    private static Optional<BlobStorageException> answer(Throwable failure) {
        return cause(failure, BlobStorageException.class);
    }

    /** Looks also at what is suppressed: when several parts of an upload fail at once, the library throws them together. */
    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
            for (Throwable together : at.getSuppressed()) {
                Optional<T> found = cause(together, type);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the exception to throw; the message has no more of the service's words than its error code. */
    IOException of(AzureOperation operation, String object, Throwable failure) {
        if (cause(failure, InterruptedException.class).isPresent()) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException(
                    "interrupted while waiting for " + url + " to " + operation.verb() + " " + object);
            interrupted.initCause(failure);
            return interrupted;
        }
        String what = "cannot " + operation.verb() + " " + object + " in replica " + url + ": ";
        return answer(failure)
                .map(answer -> refused(what, operation, answer))
                .orElseGet(() -> unreachable(what, failure));
    }

    private IOException refused(String what, AzureOperation operation, BlobStorageException answer) {
        BlobErrorCode code = answer.getErrorCode();
        String said = what + code + " (HTTP " + answer.getStatusCode() + ")";
        if (code != null && NO_CONTAINER.contains(code)) {
            return new ReplicaUnavailableException(said + ": create the container '" + container + "'", answer);
        }
        if (code != null && WRONG_CREDENTIAL.contains(code)) {
            return new ReplicaUnavailableException(
                    said + ": check account-key, or sas-token and how long it is valid, and this machine's clock",
                    answer);
        }
        return switch (answer.getStatusCode()) {
            case 401, 403 ->
                new ReplicaUnavailableException(
                        said + ": " + operation.remedy() + "; check the account's network rules", answer);
            case 408, 429, 500, 502, 503, 504 ->
                new ReplicaUnavailableException(said + ": try again later", answer, retryAfter(answer));
            default -> new IOException(said, answer);
        };
    }

    private static Duration retryAfter(BlobStorageException answer) {
        HttpResponse http = answer.getResponse();
        return http == null
                ? Duration.ZERO
                : RetryAfter.of(
                        http.getHeaderValue(HttpHeaderName.RETRY_AFTER), http.getHeaderValue(HttpHeaderName.DATE));
    }

    private static IOException unreachable(String what, Throwable failure) {
        if (cause(failure, ClientAuthenticationException.class).isPresent()) {
            return new ReplicaUnavailableException(
                    what
                            + "the default credential has no identity: set account-key or sas-token, or give this process an"
                            + " identity (environment, workload or managed identity)",
                    failure);
        }
        if (cause(failure, TimeoutException.class).isPresent()) {
            return new ReplicaUnavailableException(
                    what + "no answer in time: check the network, or raise request-timeout", failure);
        }
        if (cause(failure, SSLException.class).isPresent()) {
            return new ReplicaUnavailableException(
                    what + root(failure) + ": check the server's certificate, and whom this client trusts", failure);
        }
        return new ReplicaUnavailableException(
                what + root(failure) + ": check account-name, endpoint and the network", failure);
    }

    /** Of several parts that failed together the first one's: their union says only that there were several. */
    private static Throwable root(Throwable failure) {
        if (failure.getCause() != null) {
            return root(failure.getCause());
        }
        return Exceptions.isMultiple(failure)
                ? root(Exceptions.unwrapMultiple(failure).get(0))
                : failure;
    }
}
