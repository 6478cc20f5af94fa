package io.litestream4j.replica.sftp;

import io.litestream4j.replica.LostAccessTests;
import io.litestream4j.replica.ReplicaOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The password is changed on the server, which ends all sessions, and back. */
class SftpLostAccessTests extends LostAccessTests {

    @TempDir
    private Path home;

    private @Nullable MinaServer server;

    @Override
    protected ReplicaOptions start() throws IOException {
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

    @Override
    protected void refuse() {
        Objects.requireNonNull(server).setPassword("another");
    }

    @Override
    protected void agree() {
        Objects.requireNonNull(server).setPassword(MinaServer.PASSWORD);
    }

    @Override
    protected String advice() {
        return "check user, password and key-path";
    }
}
