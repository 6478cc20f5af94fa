package io.litestream4j.replica;

import java.util.Set;

/**
 * Makes clients for one kind of store. Found with {@link java.util.ServiceLoader}, so it has a public constructor without
 * parameters.
 */
public interface ReplicaClientFactory {

    /** Returns the URL schemes that this factory is for, in lower case. */
    Set<String> types();

    /**
     * Makes a client without talking to the store; the caller closes it.
     *
     * @param url a URL of one of {@link #types()}
     * @throws IllegalArgumentException if the URL lacks something; the message says what, and shows no secret
     */
    ReplicaClient create(ReplicaUrl url);
}
