package io.litestream4j.replica;

import java.util.Optional;
import java.util.Set;

/**
 * Makes clients for one kind of store. Found with {@link java.util.ServiceLoader}, so it has a public constructor without
 * parameters, and can be loaded when the store's library is missing.
 */
public interface ReplicaClientFactory {

    /** Returns the URL schemes that this factory is for, in lower case. */
    Set<String> types();

    /** Returns the library that the client needs, as {@code group:artifact}; empty if it needs none. */
    default Optional<String> library() {
        return Optional.empty();
    }

    /**
     * Makes a client without talking to the store; the caller closes it.
     *
     * @param options a URL of one of {@link #types()}, and settings
     * @throws IllegalArgumentException if something is missing or wrong; the message says what, and shows no secret
     */
    ReplicaClient create(ReplicaOptions options);
}
