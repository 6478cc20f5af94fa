package io.litestream4j.replica;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The store cannot be reached or does not let us in; says nothing about what is in the replica. */
public final class ReplicaUnavailableException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** Creates an exception whose message names the store and what to do. */
    public ReplicaUnavailableException(String message, @Nullable Throwable cause) {
        this(message, cause, Duration.ZERO);
    }

    /**
     * Creates an exception whose message names the store and what to do.
     *
     * @param retryAfter for how long the store wants to be left alone; zero if it did not say
     */
    public ReplicaUnavailableException(String message, @Nullable Throwable cause, Duration retryAfter) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** Returns for how long the store wants to be left alone; zero if it did not say. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** Returns for how long the store wants to be left alone, if that is in a failure or its causes; otherwise zero. */
    public static Duration retryAfter(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ReplicaUnavailableException unavailable) {
                return unavailable.retryAfter();
            }
        }
        return Duration.ZERO;
    }
}
