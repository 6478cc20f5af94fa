package io.litestream4j.replica.s3;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClientContractTests;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

@Testcontainers(disabledWithoutDocker = true)
class MinioReplicaClientTests extends ReplicaClientContractTests {

    @Container
    private static final MinioContainer MINIO = new MinioContainer();

    private final ReplicaOptions options = MINIO.newBucket();

    @Override
    protected ReplicaClient createClient() {
        return ReplicaClients.create(options);
    }

    @Override
    protected void putForeign(int level, String name) {
        try (S3Client other = S3Clients.createClient(options, variable -> null)) {
            other.putObject(
                    put -> put.bucket(options.url().uri().getAuthority()).key("backup/app.db/000" + level + "/" + name),
                    RequestBody.fromString("foreign"));
        }
    }
}
