package io.litestream4j.replica.s3;

import io.litestream4j.replica.LostAccessTests;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The keys are replaced on the service first, and a while later in the profile. */
class S3LostAccessTests extends LostAccessTests {

    private static final String FILE_PROPERTY = "aws.sharedCredentialsFile";

    @TempDir
    private Path home;

    private final @Nullable String fileBefore = System.getProperty(FILE_PROPERTY);
    private @Nullable TestServer server;
    private int port;

    @Override
    protected ReplicaOptions start() throws IOException {
        Files.createDirectories(home.resolve("data").resolve("bkt"));
        Files.createDirectory(home.resolve("metadata"));
        port = TestServer.freePort();
        startServer("first-secret");
        writeProfile("first-secret");
        System.setProperty(FILE_PROPERTY, home.resolve("credentials").toString());
        return ReplicaOptions.of(ReplicaUrl.parse("s3://bkt/app?endpoint=127.0.0.1:" + port))
                .withSettings(Map.of("profile", "backup"));
    }

    private void startServer(String secret) throws IOException {
        server = TestServer.start(
                home,
                port,
                Map.of("ROOT_ACCESS_KEY", "replicator", "ROOT_SECRET_KEY", secret),
                List.of(
                        TestServer.program("versitygw").toString(),
                        "--port",
                        "127.0.0.1:" + port,
                        "--keep-alive",
                        "posix",
                        "--sidecar",
                        home.resolve("metadata").toString(),
                        home.resolve("data").toString()));
    }

    private void writeProfile(String secret) throws IOException {
        Files.writeString(
                home.resolve("credentials"),
                "[backup]\naws_access_key_id=replicator\naws_secret_access_key=" + secret + "\n");
    }

    @AfterEach
    void stop() {
        if (fileBefore == null) {
            System.clearProperty(FILE_PROPERTY);
        } else {
            System.setProperty(FILE_PROPERTY, fileBefore);
        }
        stopServer();
    }

    private void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected void refuse() throws IOException {
        stopServer();
        startServer("second-secret");
    }

    @Override
    protected void agree() throws IOException {
        writeProfile("second-secret");
    }

    @Override
    protected String advice() {
        return "check the credentials";
    }
}
