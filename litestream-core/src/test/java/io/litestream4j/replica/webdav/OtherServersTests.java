package io.litestream4j.replica.webdav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.BytesSource;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.UploadSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that the servers of the other tests do not give. */
class OtherServersTests {

    private static final ReplicaFile FILE =
            new ReplicaFile(0, new LtxFileName(new TxId(1), new TxId(1)), 10, Instant.EPOCH);

    private HttpServer server;
    private ReplicaClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        String url = "webdav://backup:hunter2@127.0.0.1:" + server.getAddress().getPort() + "/app";
        client = ReplicaClients.create(
                ReplicaOptions.of(ReplicaUrl.parse(url)).withSettings(Map.of("request-timeout", "5s")));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"0,-1,0123456789", "0,3,012", "4,3,456", "8,-1,89", "8,5,89", "10,-1,''", "12,1,''"})
    void aRangeIsCutFromAWholeFile(long offset, long length, String expected) throws IOException {
        answer(exchange -> send(exchange, 200, "0123456789"));
        try (InputStream in = client.open(FILE, offset, length)) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(expected);
        }
    }

    @Test
    void aRangeBehindTheEndIsEmpty() throws IOException {
        answer(exchange -> send(exchange, 416, "no such range"));
        try (InputStream in = client.open(FILE, 10, -1)) {
            assertThat(in.readAllBytes()).isEmpty();
        }
    }

    @Test
    void aFileThatEndsTooEarlyIsAnError() throws IOException {
        answer(exchange -> {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write(new byte[5]);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        try (InputStream in = client.open(FILE, 0, -1)) {
            assertThatIOException().isThrownBy(in::readAllBytes);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301, redirects",
        "302, redirects",
        "200, error log",
        "403, right to PROPFIND",
        "404, server is away",
        "405, does WebDAV",
        "500, error log",
        "503, error log"
    })
    void i6AListingThatFailsIsNoEmptyReplica(int status, String advice) {
        answer(exchange -> send(exchange, status, "<html>nothing to see</html>"));
        assertThatExceptionOfType(ReplicaUnavailableException.class)
                .isThrownBy(() -> client.list(0, TxId.NONE))
                .withMessageContaining(advice)
                .withMessageContaining(String.valueOf(status))
                .withMessageNotContaining("hunter2");
    }

    @Test
    void i6NothingAtAllIsNoEmptyListingOfObjects() {
        answer(exchange -> send(exchange, 404, "404 page not found"));
        assertThatExceptionOfType(ReplicaUnavailableException.class)
                .isThrownBy(() -> client.objects().list(""));
        assertThatExceptionOfType(ReplicaUnavailableException.class)
                .isThrownBy(() -> client.sideObjects().list("marks/"));
    }

    @Test
    void nothingAtAllIsNoPlaceForAFile() {
        answer(exchange -> send(exchange, 404, "404 page not found"));
        assertThatExceptionOfType(ReplicaUnavailableException.class)
                .isThrownBy(() -> client.create(0, FILE.name(), Instant.EPOCH, new BytesSource(new byte[1])))
                .withMessageContaining("server is away");
    }

    @ParameterizedTest
    @ValueSource(ints = {207, 302, 401, 403, 405})
    void aServerWithoutTheDirectoryHasAnEmptyReplicaWhateverItsRootIs(int root) throws IOException {
        answer(exchange -> send(exchange, exchange.getRequestURI().getPath().equals("/") ? root : 404, ""));
        assertThat(client.list(0, TxId.NONE)).isEmpty();
        assertThat(client.objects().list("")).isEmpty();
        assertThat(client.sideObjects().list("marks/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503})
    void i6AServerThatCannotAnswerForItsRootIsNoEmptyReplica(int root) {
        answer(exchange -> send(exchange, exchange.getRequestURI().getPath().equals("/") ? root : 404, ""));
        assertThatExceptionOfType(ReplicaUnavailableException.class)
                .isThrownBy(() -> client.list(0, TxId.NONE))
                .withMessageContaining(String.valueOf(root));
    }

    @Test
    void aLoginPageIsNoListing() {
        answer(exchange -> send(exchange, 207, "<html><body>Sign in</body></html>"));
        assertThatIOException().isThrownBy(() -> client.list(0, TxId.NONE)).withMessageContaining("listing");
    }

    @Test
    void aFullServerIsTold() {
        answer(exchange -> send(exchange, exchange.getRequestMethod().equals("PUT") ? 507 : 201, ""));
        assertThatIOException()
                .isThrownBy(() -> client.create(0, FILE.name(), Instant.EPOCH, new BytesSource(new byte[1])))
                .withMessageContaining("no room left");
    }

    @Test
    void aSourceThatFailsIsNoFailureOfTheServer() {
        answer(exchange -> send(exchange, 201, ""));
        assertThatIOException()
                .isThrownBy(() -> client.create(0, FILE.name(), Instant.EPOCH, new FailingSource()))
                .isNotInstanceOf(ReplicaUnavailableException.class)
                .withMessageContaining("no such disk");
    }

    private void answer(HttpHandler handler) {
        server.createContext("/", handler);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private record FailingSource() implements UploadSource {

        @Override
        public long size() {
            return 10;
        }

        @Override
        public InputStream open() throws IOException {
            throw new IOException("no such disk");
        }
    }
}
