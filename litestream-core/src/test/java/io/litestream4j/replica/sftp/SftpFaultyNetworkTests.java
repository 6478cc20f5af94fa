package io.litestream4j.replica.sftp;

import io.litestream4j.replica.FaultyNetworkTests;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

class SftpFaultyNetworkTests extends FaultyNetworkTests {

    private Path directory;
    private OpenSshServer server;

    @Override
    protected int startServer(Path temporary) throws IOException {
        directory = temporary;
        server = OpenSshServer.start(temporary);
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
        String user = System.getProperty("user.name");
        String url = "sftp://" + user + "@127.0.0.1:" + port + server.path("faults-" + UUID.randomUUID());
        return ReplicaOptions.of(ReplicaUrl.parse(url))
                .withSettings(
                        Map.of("key-path", directory.resolve("user_key").toString(), "host-key", server.hostKey()));
    }
}
