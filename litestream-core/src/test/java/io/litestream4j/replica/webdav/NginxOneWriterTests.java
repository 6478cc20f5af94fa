package io.litestream4j.replica.webdav;

import io.litestream4j.OneWriterContractTests;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class NginxOneWriterTests extends OneWriterContractTests {

    @AutoClose
    private static WebDavServer server;

    @BeforeAll
    static void startServer(@TempDir Path directory) throws IOException {
        server = WebDavServer.nginx(directory, TestServer.freePort());
    }

    @Override
    protected ReplicaOptions createReplica() {
        return server.options(UUID.randomUUID().toString());
    }
}
