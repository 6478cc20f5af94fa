package io.litestream4j.replica.s3;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.SideObjectsContractTests;
import io.litestream4j.testing.S3Server;
import org.junit.jupiter.api.extension.RegisterExtension;

class S3SideObjectsTests extends SideObjectsContractTests {

    @RegisterExtension
    private static final S3Server server = new S3Server();

    @Override
    protected ReplicaClient createClient() {
        return ReplicaClients.create(server.options());
    }
}
