package io.litestream4j.replica.gcs;

import com.google.api.client.http.HttpResponseException;
import com.google.cloud.storage.StorageException;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.RetryAfter;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns what the client library throws into the exceptions of the contract. */
final class GcsErrors {

    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private final ReplicaUrl url;
    private final String bucket;

    GcsErrors(ReplicaUrl url, String bucket) {
        this.url = url;
        this.bucket = bucket;
    }

    ReplicaUrl url() {
        return url;
    }

    /** Returns whether a create-only or conditional write was refused because of what is there. */
    static boolean isTaken(@Nullable Throwable failure) {
        return hasStatus(failure, PRECONDITION_FAILED);
    }

    static boolean isMissing(@Nullable Throwable failure) {
        return hasStatus(failure, NOT_FOUND);
    }

    private static boolean hasStatus(@Nullable Throwable failure, int status) {
        return cause(failure, StorageException.class)
                .filter(answer -> answer.getCode() == status)
                .isPresent();
    }

    private static <T extends Throwable> Optional<T> cause(@Nullable Throwable failure, Class<T> type) {
        Throwable at = failure;
        while (at != null && !type.isInstance(at)) {
            at = at.getCause();
        }
        return Optional.ofNullable(at).map(type::cast);
    }

    /** Returns the exception to throw; the message has no more of the service's words than its reason. */
    IOException of(GcsOperation operation, String object, @Nullable Throwable failure) {
        String what = "cannot " + operation.verb() + " " + object + " in replica " + url + ": ";
        return cause(failure, StorageException.class)
                .filter(answer -> answer.getCode() > 0)
                .map(answer -> refused(what, operation, answer))
                .orElseGet(() -> unreachable(what, failure));
    }

    private IOException refused(String what, GcsOperation operation, StorageException answer) {
        String reason = answer.getReason() == null ? "" : answer.getReason() + " ";
        String said = what + reason + "(HTTP " + answer.getCode() + ")";
        return switch (answer.getCode()) {
            case 401 ->
                new ReplicaUnavailableException(
                        said + ": the credentials are not accepted, check those of this process", shown(answer));
            case 403 -> new ReplicaUnavailableException(said + ": " + operation.remedy(), shown(answer));
            case NOT_FOUND ->
                new ReplicaUnavailableException(said + ": create the bucket '" + bucket + "'", shown(answer));
            case 408, 429, 500, 502, 503, 504 ->
                new ReplicaUnavailableException(said + ": try again later", shown(answer), retryAfter(answer));
            default -> new IOException(said, shown(answer));
        };
    }

    private static Duration retryAfter(StorageException answer) {
        return cause(answer, HttpResponseException.class)
                .map(HttpResponseException::getHeaders)
                .map(headers -> RetryAfter.of(headers.getRetryAfter(), headers.getDate()))
                .orElse(Duration.ZERO);
    }

    private static IOException unreachable(String what, @Nullable Throwable failure) {
        if (cause(failure, SocketTimeoutException.class).isPresent()) {
            return new ReplicaUnavailableException(
                    what + "no answer in time: check the network, or raise connect-timeout or request-timeout",
                    shown(failure));
        }
        if (cause(failure, SSLException.class).isPresent()) {
            return new ReplicaUnavailableException(
                    what + root(failure) + ": check the server's certificate, and whom this client trusts",
                    shown(failure));
        }
        return new ReplicaUnavailableException(
                what + root(failure) + ": check endpoint, credentials and the network", shown(failure));
    }

    private static String root(@Nullable Throwable failure) {
        Throwable root = failure;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            root = at;
        }
        // The library's own exceptions repeat whole requests.
        return root instanceof StorageException ? "the request failed" : String.valueOf(root);
    }

    /** Whoever knows the address of an upload can write without credentials: an exception that tells it is not passed on. */
    private static @Nullable Throwable shown(@Nullable Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (String.valueOf(at.getMessage()).contains("upload_id")) {
                return null;
            }
        }
        return failure;
    }
}
