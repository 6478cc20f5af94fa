package io.litestream4j.replica.nats;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClientFactory;
import io.litestream4j.replica.ReplicaOptions;
import java.util.Optional;
import java.util.Set;

/**
 * Makes clients for {@code nats://[user:password@]host[:4222]/bucket}. An {@code io.nats.client.Connection} among the
 * options is used instead of a new one.
 */
public final class NatsReplicaClientFactory implements ReplicaClientFactory {

    /** Creates the factory, for {@link java.util.ServiceLoader}. */
    public NatsReplicaClientFactory() {}

    @Override
    public Set<String> types() {
        return Set.of("nats");
    }

    @Override
    public Optional<String> library() {
        return Optional.of("io.nats:jnats");
    }

    @Override
    public ReplicaClient create(ReplicaOptions options) {
        return NatsReplicaClient.create(options);
    }
}
