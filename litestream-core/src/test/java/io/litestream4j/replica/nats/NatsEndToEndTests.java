package io.litestream4j.replica.nats;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.StoreEndToEndTests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class NatsEndToEndTests extends StoreEndToEndTests {

    @AutoClose
    private static NatsServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        server = NatsServer.start(directory);
    }

    @Override
    protected ReplicaOptions createReplica() throws IOException {
        return server.options(server.newBucket()).withSettings(Map.of("part-size", "16KB"));
    }
}
