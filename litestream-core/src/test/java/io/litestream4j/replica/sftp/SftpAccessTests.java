package io.litestream4j.replica.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, and what those are told who do not. */
@TestInstance(Lifecycle.PER_CLASS)
class SftpAccessTests {

    private static final String OTHER_KEY = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAA"
            + "BBBFYbAWtelAu9pvOgqdLN4jkQoHEW9xvXJudoED/Q4w5Q7VX9ZnS5BPcPU9CoDcMqquzr+p17tNIfz6YhRSoB2w4=";

    private Path directory;

    private MinaServer server;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        this.directory = directory;
        server = MinaServer.start(directory);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aHostKeyIsRequired() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplicaClients.create(withoutHostKey()))
                .withMessageContaining("host-key")
                .withMessageContaining("known-hosts")
                .withMessageNotContaining("p%40ss");
    }

    @Test
    void anotherHostKeyIsRefusedAndShown() {
        assertUnavailable(withoutHostKey().withSettings(Map.of("host-key", OTHER_KEY)))
                .contains("host-key", server.hostKey(), "SHA256:");
    }

    @Test
    void aHostKeyThatIsNoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ReplicaClients.create(withoutHostKey().withSettings(Map.of("host-key", "SHA256:abc"))))
                .withMessageContaining("host-key");
    }

    @Test
    void theHostKeyMayBeInAFile() throws IOException {
        Path file = knownHosts("[127.0.0.1]:" + server.server().getPort() + " " + server.hostKey());
        assertThat(list(withoutHostKey().withSettings(Map.of("known-hosts", file.toString()))))
                .isZero();
    }

    @Test
    void aFileWithoutTheHostIsRefused() throws IOException {
        Path file = knownHosts("example.com " + server.hostKey());
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ReplicaClients.create(withoutHostKey().withSettings(Map.of("known-hosts", file.toString()))))
                .withMessageContaining(file.toString())
                .withMessageContaining("127.0.0.1");
    }

    @Test
    void aRevokedHostKeyIsRefused() throws IOException {
        Path file = knownHosts("@revoked [127.0.0.1]:" + server.server().getPort() + " " + server.hostKey());
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ReplicaClients.create(withoutHostKey().withSettings(Map.of("known-hosts", file.toString()))));
    }

    @Test
    void theHostKeyMayBeWaived() throws IOException {
        assertThat(list(withoutHostKey().withSettings(Map.of("insecure-host-key", "true"))))
                .isZero();
    }

    @Test
    void aWrongPasswordIsToldWithoutShowingIt() {
        ReplicaOptions options =
                ReplicaOptions.of(server.url("hunter2", "app")).withSettings(Map.of("host-key", server.hostKey()));
        assertUnavailable(options).contains("password", "'backup'").doesNotContain("hunter2");
    }

    @Test
    void thePasswordMayBeASetting() throws IOException {
        ReplicaOptions options = ReplicaOptions.of(server.url("", "app"))
                .withSettings(Map.of("host-key", server.hostKey(), "password", MinaServer.PASSWORD));
        assertThat(list(options)).isZero();
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() throws IOException {
        String url = "sftp://backup@127.0.0.1:" + TestServer.freePort() + "/app";
        ReplicaOptions options =
                ReplicaOptions.of(ReplicaUrl.parse(url)).withSettings(Map.of("host-key", server.hostKey()));
        assertUnavailable(options).contains("host, port and firewall");
    }

    @Test
    void i6AParentThatIsAFileIsNoEmptyReplica() throws IOException {
        Files.writeString(directory.resolve("file"), "not a directory");
        assertUnavailable(server.options("file/app")).contains("/file");
    }

    @Test
    void closingTwiceIsFine() {
        ReplicaClient client = ReplicaClients.create(server.options("app"));
        assertThatNoException().isThrownBy(() -> {
            client.close();
            client.close();
        });
    }

    private ReplicaOptions withoutHostKey() {
        return ReplicaOptions.of(server.options("app").url());
    }

    private Path knownHosts(String line) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "known", "hosts"), line + "\n");
    }

    private static int list(ReplicaOptions options) throws IOException {
        try (ReplicaClient client = ReplicaClients.create(options)) {
            return client.list(0, TxId.NONE).size();
        }
    }

    /** Returns all that would be logged. */
    private static AbstractStringAssert<?> assertUnavailable(ReplicaOptions options) {
        StringWriter trace = new StringWriter();
        assertThatExceptionOfType(ReplicaUnavailableException.class)
                .isThrownBy(() -> list(options))
                .satisfies(failure -> failure.printStackTrace(new PrintWriter(trace)));
        return assertThat(trace.toString());
    }
}
