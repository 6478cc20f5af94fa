package io.litestream4j.replica.s3;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.util.Map;
import java.util.UUID;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import software.amazon.awssdk.services.s3.S3Client;

/** MinIO in a container, for machines with a container engine. */
final class MinioContainer extends GenericContainer<MinioContainer> {

    private static final int PORT = 9000;
    private static final String USER = "replicator";
    private static final String PASSWORD = "a/secret+of=ours";

    MinioContainer() {
        super("minio/minio:RELEASE.2025-09-07T16-13-09Z");
        withEnv(Map.of("MINIO_ROOT_USER", USER, "MINIO_ROOT_PASSWORD", PASSWORD));
        withCommand("server", "/data");
        withExposedPorts(PORT);
        waitingFor(Wait.forHttp("/minio/health/ready").forPort(PORT));
    }

    /** Returns the options of a replica in a bucket that nobody else uses. */
    ReplicaOptions newBucket() {
        String bucket = "bucket-" + UUID.randomUUID();
        ReplicaOptions options = ReplicaOptions.of(ReplicaUrl.parse("s3://" + bucket + "/backup/app.db"))
                .withSettings(Map.of(
                        "endpoint",
                        "http://" + getHost() + ":" + getMappedPort(PORT),
                        "access-key-id",
                        USER,
                        "secret-access-key",
                        PASSWORD));
        try (S3Client client = S3Clients.createClient(options, name -> null)) {
            client.createBucket(request -> request.bucket(bucket));
        }
        return options;
    }
}
