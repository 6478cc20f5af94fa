package io.litestream4j.replica.sftp;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.StoreEndToEndTests;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class MinaEndToEndTests extends StoreEndToEndTests {

    @TempDir
    private Path home;

    private @Nullable MinaServer server;

    @Override
    protected ReplicaOptions createReplica() throws IOException {
        MinaServer started = MinaServer.start(home);
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
