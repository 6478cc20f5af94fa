package io.litestream4j.replica.nats;

import io.litestream4j.OneWriterContractTests;
import io.litestream4j.replica.ReplicaOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class NatsOneWriterTests extends OneWriterContractTests {

    @AutoClose
    private static NatsServer server;

    @BeforeAll
    static void startServer(@TempDir Path directory) throws IOException {
        server = NatsServer.start(directory);
    }

    @Override
    protected ReplicaOptions createReplica() throws IOException {
        return server.options(server.newBucket());
    }
}
