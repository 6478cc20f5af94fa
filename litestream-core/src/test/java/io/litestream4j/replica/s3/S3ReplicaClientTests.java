package io.litestream4j.replica.s3;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClientContractTests;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.testing.S3Server;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class S3ReplicaClientTests extends ReplicaClientContractTests {

    @RegisterExtension
    private static final S3Server server = new S3Server();

    private final ReplicaOptions options = server.options();

    @Override
    protected ReplicaClient createClient() {
        return ReplicaClients.create(options);
    }

    @Override
    protected void putForeign(int level, String name) {
        try (S3Client other = S3Clients.createClient(server.options(), variable -> null)) {
            String path = options.url().uri().getPath().substring(1);
            other.putObject(
                    put -> put.bucket(S3Server.BUCKET).key(path + "/000" + level + "/" + name),
                    RequestBody.fromString("foreign"));
        }
    }
}
