package io.litestream4j.replica.nats;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.SideObjectsContractTests;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class NatsSideObjectsTests extends SideObjectsContractTests {

    @AutoClose
    private static NatsServer server;

    @BeforeAll
    static void startServer(@TempDir Path directory) throws IOException {
        server = NatsServer.start(directory);
    }

    @Override
    protected ReplicaClient createClient() throws IOException {
        return ReplicaClients.create(server.options(server.newBucket()));
    }
}
