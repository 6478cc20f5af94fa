package io.litestream4j.replica.webdav;

import io.litestream4j.replica.FaultyNetworkTests;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

class WebDavFaultyNetworkTests extends FaultyNetworkTests {

    @Override
    protected Store start(Path directory) throws IOException {
        WebDavServer server = WebDavServer.apache(directory, TestServer.freePort());
        return new Store(server.port(), port -> options(server, port), server);
    }

    private static ReplicaOptions options(WebDavServer server, int port) {
        String direct =
                server.options("faults-" + UUID.randomUUID()).url().uri().toString();
        return ReplicaOptions.of(ReplicaUrl.parse(direct.replace(":" + server.port() + "/", ":" + port + "/")));
    }
}
