package io.litestream4j.replica.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The kinds of private keys with which users of OpenSSH get in. */
@TestInstance(Lifecycle.PER_CLASS)
class OpenSshUserKeyTests {

    private Path directory;

    private OpenSshServer server;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        this.directory = directory;
        server = OpenSshServer.start(directory);
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void anRsaKey() throws IOException {
        assertThat(list(options(key("rsa", "", "openssh"), Map.of()))).isZero();
    }

    @Test
    void anEd25519Key() throws IOException {
        assertThat(list(options(key("ed25519", "", "openssh"), Map.of()))).isZero();
    }

    @Test
    void aKeyInPem() throws IOException {
        assertThat(list(options(key("rsa", "", "pem"), Map.of()))).isZero();
    }

    @Test
    void aKeyWithPassphrase() throws IOException {
        assertThat(list(options(key("ecdsa", "open sesame", "openssh"), Map.of("key-passphrase", "open sesame"))))
                .isZero();
    }

    @Test
    void aWrongPassphraseIsToldWithoutShowingIt() throws IOException {
        ReplicaOptions options = options(key("ecdsa", "open sesame", "openssh"), Map.of("key-passphrase", "hunter2"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplicaClients.create(options))
                .withMessageContaining("key-passphrase")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void aKeyInAFormThatNeedsAnotherLibraryIsTold() throws IOException {
        ReplicaOptions options = options(key("ecdsa", "open sesame", "pkcs8"), Map.of("key-passphrase", "open sesame"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplicaClients.create(options))
                .withMessageContaining("bcpkix")
                .withMessageContaining("ssh-keygen -p");
    }

    @Test
    void aMissingKeyIsTold() {
        ReplicaOptions options = options(directory.resolve("missing"), Map.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplicaClients.create(options))
                .withMessageContaining("key-path")
                .withMessageContaining("missing");
    }

    @Test
    void aKeyOfTheAgent() throws IOException {
        Path key = key("ecdsa", "", "openssh");
        Path socket = directory.resolve("agent");
        Process agent = new ProcessBuilder(TestServer.program("ssh-agent").toString(), "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("agent.log").toFile())
                .start();
        try {
            await().until(() -> Files.exists(socket));
            run(Map.of("SSH_AUTH_SOCK", socket.toString()), "ssh-add", "-q", key.toString());
            assertThat(list(options(null, Map.of("agent", "true", "agent-socket", socket.toString()))))
                    .isZero();
        } finally {
            agent.destroy();
        }
    }

    private Path key(String type, String passphrase, String format) throws IOException {
        Path file = directory.resolve("key-" + type + "-" + format + "-" + passphrase.length());
        Files.deleteIfExists(file);
        Files.deleteIfExists(Path.of(file + ".pub"));
        List<String> form = format.equals("openssh") ? List.of() : List.of("-m", format);
        List<String> size = type.equals("rsa") ? List.of("-b", "2048") : List.of();
        ArrayList<String> command =
                new ArrayList<>(List.of("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-f", file.toString()));
        command.addAll(form);
        command.addAll(size);
        run(Map.of(), command.toArray(String[]::new));
        Files.writeString(
                directory.resolve("user_key.pub"), Files.readString(Path.of(file + ".pub")), StandardOpenOption.APPEND);
        return file;
    }

    private static void run(Map<String, String> environment, String... command) throws IOException {
        command[0] = TestServer.program(command[0]).toString();
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(environment);
        assertThat(builder.start().onExit().join().exitValue()).isZero();
    }

    private ReplicaOptions options(@Nullable Path key, Map<String, String> settings) {
        ReplicaOptions options = ReplicaOptions.of(server.options("app").url())
                .withSettings(Map.of("host-key", server.hostKey()))
                .withSettings(settings);
        return key == null ? options : options.withSettings(Map.of("key-path", key.toString()));
    }

    private static int list(ReplicaOptions options) throws IOException {
        try (ReplicaClient client = ReplicaClients.create(options)) {
            return client.list(0, TxId.NONE).size();
        }
    }
}
