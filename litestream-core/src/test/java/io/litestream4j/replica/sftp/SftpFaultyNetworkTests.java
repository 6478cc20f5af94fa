package io.litestream4j.replica.sftp;

import io.litestream4j.replica.FaultyNetworkTests;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

class SftpFaultyNetworkTests extends FaultyNetworkTests {

    @Override
    protected Store start(Path directory) throws IOException {
        OpenSshServer server = OpenSshServer.start(directory);
        String key = directory.resolve("user_key").toString();
        return new Store(server.port(), port -> options(server, key, port), server);
    }

    private static ReplicaOptions options(OpenSshServer server, String key, int port) {
        String user = System.getProperty("user.name");
        String url = "sftp://" + user + "@127.0.0.1:" + port + server.path("faults-" + UUID.randomUUID());
        return ReplicaOptions.of(ReplicaUrl.parse(url))
                .withSettings(Map.of("key-path", key, "host-key", server.hostKey()));
    }
}
