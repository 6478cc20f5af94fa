package io.litestream4j.replica.sftp;

import io.litestream4j.OneWriterContractTests;
import io.litestream4j.replica.ReplicaOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class MinaOneWriterTests extends OneWriterContractTests {

    @AutoClose
    private static MinaServer server;

    @BeforeAll
    static void startServer(@TempDir Path directory) throws IOException {
        server = MinaServer.start(directory);
    }

    @Override
    protected ReplicaOptions createReplica() {
        return server.options(UUID.randomUUID().toString());
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("host-key", server.hostKey());
    }
}
