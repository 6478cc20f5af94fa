package io.litestream4j.replica.gcs;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClientFactory;
import io.litestream4j.replica.ReplicaOptions;
import java.util.Optional;
import java.util.Set;

/**
 * Makes clients for {@code gs://bucket/path}, with the application's {@link com.google.cloud.storage.Storage} if there is
 * one, else with application default credentials.
 */
public final class GcsReplicaClientFactory implements ReplicaClientFactory {

    /** Creates the factory, for {@link java.util.ServiceLoader}. */
    public GcsReplicaClientFactory() {}

    @Override
    public Set<String> types() {
        return Set.of("gs");
    }

    @Override
    public Optional<String> library() {
        return Optional.of("com.google.cloud:google-cloud-storage");
    }

    @Override
    public ReplicaClient create(ReplicaOptions options) {
        GcsLocation location = GcsLocation.of(options.url());
        GcsErrors errors = new GcsErrors(options.url(), location.bucket());
        return new GcsReplicaClient(
                options.url(),
                location,
                GcsConnection.of(options),
                new GcsRequests(options.executor(), errors),
                GcsTransfer.of(options));
    }
}
