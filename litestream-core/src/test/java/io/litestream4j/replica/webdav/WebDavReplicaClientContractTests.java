package io.litestream4j.replica.webdav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClientContractTests;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The contract against one server; each test has a replica of its own. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class WebDavReplicaClientContractTests extends ReplicaClientContractTests {

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
        return ReplicaClients.create(options(server, "replica%20" + replica));
    }

    ReplicaOptions options(WebDavServer server, String replica) {
        return server.options(replica);
    }

    @Override
    protected void putForeign(int level, String name) throws IOException {
        Files.writeString(
                server.path("replica " + replica).resolve("ltx/" + level).resolve(name), "foreign");
    }

    /** The server's own time is listed, in whole seconds. */
    @Override
    protected void assertTime(Instant listed) {
        assertThat(listed).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }
}
