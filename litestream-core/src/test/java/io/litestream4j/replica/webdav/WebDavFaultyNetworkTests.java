package io.litestream4j.replica.webdav;

import io.litestream4j.replica.FaultyNetworkTests;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

class WebDavFaultyNetworkTests extends FaultyNetworkTests {

    private WebDavServer server;

    @Override
    protected int startServer(Path directory) throws IOException {
        server = WebDavServer.apache(directory, TestServer.freePort());
        return server.port();
    }

    @Override
    protected void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected ReplicaOptions newReplica(int port) {
        String direct =
                server.options("faults-" + UUID.randomUUID()).url().uri().toString();
        return ReplicaOptions.of(ReplicaUrl.parse(direct.replace(":" + server.port() + "/", ":" + port + "/")));
    }
}
