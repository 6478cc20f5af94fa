package io.litestream4j.replica.s3;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClientFactory;
import io.litestream4j.replica.ReplicaOptions;
import java.util.Optional;
import java.util.Set;

/** Makes clients for {@code s3://bucket/path} and the other forms of such URLs that Litestream knows. */
public final class S3ReplicaClientFactory implements ReplicaClientFactory {

    /** Creates the factory, for {@link java.util.ServiceLoader}. */
    public S3ReplicaClientFactory() {}

    @Override
    public Set<String> types() {
        return Set.of("s3");
    }

    @Override
    public Optional<String> library() {
        return Optional.of("software.amazon.awssdk:s3");
    }

    @Override
    public ReplicaClient create(ReplicaOptions options) {
        return S3Clients.open(options, System::getenv);
    }
}
