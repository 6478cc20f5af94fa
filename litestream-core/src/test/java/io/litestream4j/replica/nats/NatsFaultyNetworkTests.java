package io.litestream4j.replica.nats;

import io.litestream4j.replica.FaultyNetworkTests;
import java.io.IOException;
import java.nio.file.Path;

class NatsFaultyNetworkTests extends FaultyNetworkTests {

    @Override
    protected Store start(Path directory) throws IOException {
        NatsServer server = NatsServer.start(directory);
        return new Store(server.port(), port -> NatsServer.options(port, server.newBucket()), server);
    }
}
