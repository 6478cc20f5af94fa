package io.litestream4j.replica.nats;

import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.ReplicaUrl;
import io.nats.client.AuthenticationException;
import io.nats.client.JetStreamApiException;
import io.nats.client.RequestFailureException;
import io.nats.client.RequestFailureReason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Says in our words what went wrong. */
final class NatsFailures {

    private static final int NOT_ENABLED = 10076;
    private static final int NOT_ENABLED_FOR_ACCOUNT = 10039;
    private static final int UNAVAILABLE = 503;

    private final ReplicaUrl url;
    private final String bucket;

    NatsFailures(ReplicaUrl url, String bucket) {
        this.url = url;
        this.bucket = bucket;
    }

    /** Returns what was wrapped for threads or for lambdas. */
    static Exception unwrap(Exception failure) {
        Exception inner = failure;
        while ((inner instanceof ExecutionException || inner.getClass() == RuntimeException.class)
                && inner.getCause() instanceof Exception cause) {
            inner = cause;
        }
        return inner;
    }

    static boolean isInterrupt(Exception failure) {
        return failure instanceof InterruptedException || failure.getCause() instanceof InterruptedException;
    }

    /** Returns whether the store has answered: then asking again gives the same answer. */
    static boolean isAnswer(Exception failure) {
        return failure instanceof JetStreamApiException e && e.getErrorCode() != UNAVAILABLE
                || failure instanceof AuthenticationException
                || failure instanceof LocalFailure;
    }

    /**
     * Returns the exception to throw.
     *
     * @param action what was to be done, with the object's name
     * @param forbidden what the server has said to be forbidden meanwhile
     */
    IOException describe(String action, Exception failure, Optional<String> forbidden) {
        if (isInterrupt(failure)) {
            Thread.currentThread().interrupt();
            return new InterruptedIOException("interrupted: cannot " + action + " replica " + url);
        }
        if (failure instanceof LocalFailure local) {
            return local.io();
        }
        String cannot = "cannot " + action + " replica " + url + ": ";
        if (failure instanceof JetStreamApiException refused && refused.getErrorCode() != UNAVAILABLE) {
            return refused(cannot, refused);
        }
        if (forbidden.isPresent()) {
            return new ReplicaUnavailableException(
                    cannot + "the server says " + forbidden.get()
                            + "; docs/stores/nats.md lists the permissions to grant",
                    failure);
        }
        if (failure instanceof AuthenticationException) {
            return new ReplicaUnavailableException(
                    cannot + "the server does not accept the credentials (" + failure.getMessage() + ")", failure);
        }
        if (isNobodyThere(failure)) {
            return new ReplicaUnavailableException(
                    cannot + "the server has no JetStream, or no longer the object store '" + bucket
                            + "': start it with JetStream (-js), or create the store (nats object add " + bucket + ")",
                    failure);
        }
        return new ReplicaUnavailableException(
                cannot + "no answer from the server; check that it runs and that this machine reaches it (" + failure
                        + ")",
                failure);
    }

    private static boolean isNobodyThere(Exception failure) {
        return failure instanceof RequestFailureException e && e.getReason() == RequestFailureReason.NO_RESPONDERS
                || String.valueOf(failure.getMessage()).contains("No Responders");
    }

    private IOException refused(String cannot, JetStreamApiException failure) {
        return switch (failure.getApiErrorCode()) {
            case NatsSession.STREAM_NOT_FOUND ->
                new ReplicaUnavailableException(
                        cannot + "there is no object store '" + bucket + "': create it (nats object add " + bucket
                                + "), or set create-bucket=true",
                        failure);
            case NOT_ENABLED, NOT_ENABLED_FOR_ACCOUNT ->
                new ReplicaUnavailableException(
                        cannot
                                + "JetStream is not enabled: start the server with it (-js), and enable it for the account",
                        failure);
            default -> new IOException(cannot + failure.getMessage(), failure);
        };
    }
}
