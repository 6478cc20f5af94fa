package io.litestream4j.replica.webdav;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.StoreEndToEndTests;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class NginxEndToEndTests extends StoreEndToEndTests {

    @TempDir
    private Path home;

    private @Nullable WebDavServer server;

    @Override
    protected ReplicaOptions createReplica() throws IOException {
        WebDavServer started = WebDavServer.nginx(home, TestServer.freePort());
        server = started;
        return started.options("app");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }
}
