package io.litestream4j.replica.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.BytesSource;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.WithoutLibrary;
import io.nats.client.Connection;
import io.nats.client.NKey;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said when the store does not do what is asked for, and who may come in. */
class NatsFailuresTests {

    @TempDir
    private Path directory;

    @Test
    void i6ServerThatIsNotThereIsUnavailable() {
        assertUnavailable(options("nats://127.0.0.1:1/b"), "check that it runs");
    }

    @Test
    void i6MissingBucketIsUnavailable() throws IOException {
        try (NatsServer server = NatsServer.start(directory)) {
            assertUnavailable(server.options("nothing"), "nats object add nothing");
        }
    }

    @Test
    void missingBucketIsCreatedIfAskedFor() throws IOException {
        try (NatsServer server = NatsServer.start(directory)) {
            assertWorks(server.options("new").withSettings(Map.of("create-bucket", "true")));
            assertWorks(server.options("new"));
        }
    }

    @Test
    void serverWithoutJetStreamIsUnavailable() throws IOException {
        try (NatsServer server = NatsServer.start(directory, "--name", "plain")) {
            assertUnavailable(server.options("b"), "JetStream");
        }
    }

    @Test
    void wrongPasswordIsUnavailableAndNotShown() throws IOException {
        try (NatsServer server = NatsServer.start(directory, "-js", "--user", "ann", "--pass", "right")) {
            ReplicaOptions wrong = options("nats://ann:hunter2@127.0.0.1:" + server.port() + "/b?connect-timeout=1s");
            assertUnavailable(wrong, "credentials");
            assertWorks(options("nats://ann:right@127.0.0.1:" + server.port() + "/b?create-bucket=true"));
            assertWorks(server.options("b").withSettings(Map.of("username", "ann", "password", "right")));
        }
    }

    @Test
    void tokenComesIn() throws IOException {
        try (NatsServer server = NatsServer.start(directory, "-js", "--auth", "secret")) {
            assertWorks(options("nats://secret@127.0.0.1:" + server.port() + "/b?create-bucket=true"));
            assertWorks(server.options("b").withSettings(Map.of("token", "secret")));
        }
    }

    @Test
    void nkeyComesIn() throws Exception {
        NKey user = NKey.createUser(null);
        try (NatsServer server =
                configured("authorization: {users: [{nkey: " + new String(user.getPublicKey()) + "}]}")) {
            assertWorks(server.options("b")
                    .withSettings(Map.of("seed", new String(user.getSeed()), "create-bucket", "true")));
        }
    }

    @Test
    void whatThePermissionsForbidIsNamed() throws IOException {
        String permissions = "publish: {deny: \"$O.b.C.>\"}";
        try (NatsServer server =
                configured("authorization: {users: [{user: ann, password: pw, permissions: {" + permissions + "}}]}")) {
            ReplicaOptions options =
                    options("nats://ann:pw@127.0.0.1:" + server.port() + "/b?create-bucket=true&request-timeout=500ms");
            try (ReplicaClient client = ReplicaClients.create(options)) {
                assertThatExceptionOfType(ReplicaUnavailableException.class)
                        .isThrownBy(() -> create(client))
                        .withMessageContaining("Permissions Violation")
                        .withMessageContaining("$O.b.C.");
            }
        }
    }

    @Test
    void goesOnAfterARestartOfTheServer() throws IOException {
        try (NatsServer server = NatsServer.start(directory);
                ReplicaClient client = ReplicaClients.create(server.options(server.newBucket()))) {
            create(client);
            server.stop();
            assertThatExceptionOfType(ReplicaUnavailableException.class).isThrownBy(() -> client.list(0, TxId.NONE));
            server.restart();
            assertThat(client.list(0, TxId.NONE)).hasSize(1);
        }
    }

    @Test
    void theApplicationsConnectionIsUsedAndNotClosed() throws Exception {
        try (NatsServer server = NatsServer.start(directory);
                Connection connection = server.connect()) {
            assertWorks(
                    options("nats://nowhere.invalid/b?create-bucket=true").withClient(Connection.class, connection));
            assertThat(connection.getStatus()).isEqualTo(Connection.Status.CONNECTED);
        }
    }

    @Test
    void interruptEndsARequest() throws IOException {
        try (NatsServer server = NatsServer.start(directory);
                ReplicaClient client = ReplicaClients.create(server.options(server.newBucket()))) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> create(client));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nats://host", "nats://host/", "nats://host/a/b", "nats:///b", "nats://host/b?jwt=x"})
    void badUrlSaysWhatIsMissing(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> ReplicaClients.create(options(url)));
    }

    @Test
    void missingLibraryIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WithoutLibrary.create("io.nats.", "nats://host/b"))
                .withMessageContaining("io.nats:jnats");
    }

    private NatsServer configured(String authorization) throws IOException {
        Path config = Files.writeString(directory.resolve("nats.conf"), "jetstream: {}\n" + authorization, UTF_8);
        return NatsServer.start(directory, "-c", config.toString());
    }

    private static ReplicaOptions options(String url) {
        return ReplicaOptions.of(ReplicaUrl.parse(url));
    }

    private static void assertWorks(ReplicaOptions options) throws IOException {
        try (ReplicaClient client = ReplicaClients.create(options)) {
            client.list(0, TxId.NONE);
        }
    }

    private static void assertUnavailable(ReplicaOptions options, String advice) {
        try (ReplicaClient client = ReplicaClients.create(options)) {
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> client.list(0, TxId.NONE))
                    .withMessageContaining(advice)
                    .withMessageNotContaining("hunter2");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void create(ReplicaClient client) throws IOException {
        client.create(0, LtxFileName.of(new TxId(1)), Instant.EPOCH, new BytesSource(new byte[] {1}));
    }
}
