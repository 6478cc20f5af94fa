package io.litestream4j.replica.webdav;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.SideObjectsContractTests;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The contract against one server; each test has a replica of its own. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class WebDavSideObjectsContractTests extends SideObjectsContractTests {

    private WebDavServer server;
    private int replica;

    abstract WebDavServer start(Path directory, int port) throws IOException;

    @BeforeAll
    void startServer(@TempDir Path directory) throws IOException {
        server = start(directory, TestServer.freePort());
    }

    @AfterAll
    void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected ReplicaClient createClient() {
        replica++;
        return ReplicaClients.create(server.options("replica" + replica));
    }
}
