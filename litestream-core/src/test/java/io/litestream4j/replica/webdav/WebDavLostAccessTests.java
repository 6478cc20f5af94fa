package io.litestream4j.replica.webdav;

import io.litestream4j.replica.LostAccessTests;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The password is changed on the server, and back. */
class WebDavLostAccessTests extends LostAccessTests {

    @TempDir
    private Path home;

    private @Nullable WebDavServer server;

    @Override
    protected ReplicaOptions start() throws IOException {
        server = WebDavServer.apache(home, TestServer.freePort());
        return server.options("app");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected void refuse() throws IOException {
        Objects.requireNonNull(server).setPassword("another");
    }

    @Override
    protected void agree() throws IOException {
        Objects.requireNonNull(server).setPassword(WebDavServer.PASSWORD);
    }

    @Override
    protected String advice() {
        return "check user and password";
    }
}
