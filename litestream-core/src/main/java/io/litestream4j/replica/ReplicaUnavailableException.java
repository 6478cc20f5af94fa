package io.litestream4j.replica;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The store cannot be reached or does not let us in; says nothing about what is in the replica. */
public final class ReplicaUnavailableException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message names the store and what to do. */
    public ReplicaUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
