package io.litestream4j.replica.webdav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.BytesSource;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that do not let us in, break or go away. */
@SuppressWarnings("NullAway.Init") // each test says which server it starts
@Timeout(60)
class WebDavFailureTests {

    private enum Kind {
        APACHE,
        NGINX
    }

    @TempDir
    private Path directory;

    private WebDavServer server;
    private ReplicaClient client;

    private void start(Kind kind) throws IOException {
        start(kind, TestServer.freePort());
    }

    private void start(Kind kind, int port) throws IOException {
        server = kind == Kind.APACHE ? WebDavServer.apache(directory, port) : WebDavServer.nginx(directory, port);
        client = ReplicaClients.create(
                server.options("app").withSettings(Map.of("request-timeout", "1s", "max-attempts", "2")));
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            client.close();
            server.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongPasswordIsToldWithoutShowingIt(Kind kind) throws IOException {
        start(kind);
        ReplicaOptions options = server.options("hunter2", server.port(), "app");
        StringWriter trace = new StringWriter();
        try (ReplicaClient intruder = ReplicaClients.create(options)) {
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> intruder.list(0, TxId.NONE))
                    .satisfies(failure -> failure.printStackTrace(new PrintWriter(trace)));
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> intruder.create(0, name(1), Instant.now(), new BytesSource(new byte[9])));
        }
        assertThat(trace.toString()).contains("check user and password", "401").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatStartsAgainIsNotNoticed(Kind kind) throws IOException {
        start(kind);
        create(1);
        int port = server.port();
        server.close();
        assertThatExceptionOfType(ReplicaUnavailableException.class).isThrownBy(() -> client.list(0, TxId.NONE));
        try (ReplicaClient before = client) {
            start(kind, port);
            before.create(0, name(2), Instant.now(), new BytesSource(new byte[] {2}));
            assertThat(before.list(0, TxId.NONE)).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void contract9AServerThatStopsAnsweringIsUnavailable(Kind kind) throws Exception {
        start(kind);
        create(1);
        signalAll("-STOP");
        try {
            assertThatExceptionOfType(ReplicaUnavailableException.class).isThrownBy(() -> client.list(0, TxId.NONE));
        } finally {
            signalAll("-CONT");
        }
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> client.list(0, TxId.NONE).size() == 1);
    }

    @ParameterizedTest
    @EnumSource
    void contract9AReadFromAServerThatStopsEnds(Kind kind) throws Exception {
        start(kind);
        client.create(0, name(1), Instant.now(), new BytesSource(new byte[16 << 20]));
        ReplicaFile file = client.list(0, TxId.NONE).get(0);
        try (InputStream in = client.open(file, 0, -1)) {
            assertThat(in.readNBytes(100)).hasSize(100);
            signalAll("-STOP");
            assertThatIOException().isThrownBy(in::readAllBytes).withMessageContaining("nothing came for");
        } finally {
            signalAll("-CONT");
        }
    }

    @ParameterizedTest
    @EnumSource
    void i6AParentThatIsAFileIsNoEmptyReplica(Kind kind) throws IOException {
        start(kind);
        Files.writeString(server.path("app"), "not a directory");
        assertThatExceptionOfType(ReplicaUnavailableException.class).isThrownBy(() -> client.list(0, TxId.NONE));
        assertThatIOException().isThrownBy(() -> create(1));
    }

    @ParameterizedTest
    @EnumSource
    void i6APathWithoutWebDavIsNoEmptyReplica(Kind kind) throws IOException {
        start(kind);
        ReplicaOptions options = ReplicaOptions.of(
                ReplicaUrl.parse(server.options("app").url().uri().toString().replace("/dav/", "/other/")));
        try (ReplicaClient other = ReplicaClients.create(options)) {
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> other.list(0, TxId.NONE))
                    .withMessageContaining("WebDAV");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingButTheFileIsLeft(Kind kind) throws IOException {
        start(kind);
        create(1);
        assertThatIOException().isThrownBy(() -> create(1));
        try (Stream<Path> files = Files.list(server.path("app/ltx/0"))) {
            assertThat(files).extracting(Path::getFileName).containsExactly(Path.of(name(1).toString()));
        }
    }

    @Test
    void theClaimOfSomebodyWhoHasDiedIsTakenAway() throws IOException {
        start(Kind.APACHE);
        create(1);
        Path claim = Files.createDirectory(server.path("app/ltx/0/" + name(2) + ".claim"));
        Files.setPosixFilePermissions(claim, PosixFilePermissions.fromString("rwxrwxrwx"));
        create(2);
        assertThat(client.list(0, TxId.NONE)).hasSize(2);
        assertThat(claim).doesNotExist();
    }

    private void create(long txId) throws IOException {
        client.create(0, name(txId), Instant.now(), new BytesSource(new byte[] {1}));
    }

    private static LtxFileName name(long txId) {
        return new LtxFileName(new TxId(txId), new TxId(txId));
    }

    private void signalAll(String signal) throws Exception {
        for (ProcessHandle process : server.processes().toList()) {
            new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        }
    }
}
