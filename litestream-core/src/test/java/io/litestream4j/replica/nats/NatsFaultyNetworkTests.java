package io.litestream4j.replica.nats;

import io.litestream4j.replica.FaultyNetworkTests;
import io.litestream4j.replica.ReplicaOptions;
import java.io.IOException;
import java.nio.file.Path;

class NatsFaultyNetworkTests extends FaultyNetworkTests {

    private NatsServer server;

    @Override
    protected int startServer(Path directory) throws IOException {
        server = NatsServer.start(directory);
        return server.port();
    }

    @Override
    protected void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected ReplicaOptions newReplica(int port) throws IOException {
        return NatsServer.options(port, server.newBucket());
    }
}
