package io.litestream4j.replica;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Services that ask to be left alone for a while. Servers for tests do not do that when they are told to: one stands in. */
class ThrottledStoreTests {

    private static final LtxFileName NAME = LtxFileName.of(new TxId(1));
    private static final String KEY = "bm90IGEga2V5LCBidXQgbG9uZyBlbm91Z2ghISEhISE=";

    private enum Store {
        S3(
                "s3://bucket/path?endpoint=127.0.0.1:PORT",
                Map.of("access-key-id", "id", "secret-access-key", "secret"),
                "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"),
        AZURE(
                "abs://account@container/path",
                Map.of("account-key", KEY, "endpoint", "http://127.0.0.1:PORT/account", "max-attempts", "1"),
                "<?xml version=\"1.0\"?><Error><Code>ServerBusy</Code><Message>busy</Message></Error>"),
        GCS(
                "gs://bucket/path",
                Map.of("endpoint", "http://127.0.0.1:PORT", "max-attempts", "1"),
                "{\"error\":{\"code\":503,\"message\":\"busy\"}}"),
        WEBDAV("webdav://127.0.0.1:PORT/path", Map.of(), "busy");

        private final String url;
        private final Map<String, String> settings;
        private final String answer;

        Store(String url, Map<String, String> settings, String answer) {
            this.url = url;
            this.settings = settings;
            this.answer = answer;
        }

        private ReplicaClient client(int port) {
            Map<String, String> there = settings.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> at(entry.getValue(), port)));
            return ReplicaClients.create(
                    ReplicaOptions.of(ReplicaUrl.parse(at(url, port))).withSettings(there));
        }

        private static String at(String text, int port) {
            return text.replace("PORT", String.valueOf(port));
        }
    }

    // When each request came.
    private final List<Long> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void createServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private ReplicaClient client(Store store, Handler handler) {
        server.createContext("/", exchange -> {
            requests.add(System.nanoTime());
            exchange.getRequestBody().readAllBytes();
            handler.handle(exchange);
            exchange.close();
        });
        server.start();
        return store.client(server.getAddress().getPort());
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders()
                .set("Content-Type", text.startsWith("{") ? "application/json" : "application/xml");
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void refuse(HttpExchange exchange, Store store, int status, String retryAfter) throws IOException {
        exchange.getResponseHeaders().set("Retry-After", retryAfter);
        send(exchange, status, store.answer);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheServiceAsksForIsInTheException(Store store) throws IOException {
        try (ReplicaClient client = client(store, exchange -> refuse(exchange, store, 503, "120"))) {
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> client.list(0, TxId.NONE))
                    .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(120)));
            assertThat(requests).hasSize(1);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> client.create(0, NAME, Instant.EPOCH, new BytesSource(new byte[10])))
                    .satisfies(e -> assertThat(ReplicaUnavailableException.retryAfter(e))
                            .isEqualTo(Duration.ofSeconds(120)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void tooManyRequestsAreNoEmptyReplica(Store store) throws IOException {
        try (ReplicaClient client = client(store, exchange -> refuse(exchange, store, 429, "100000"))) {
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> client.list(0, TxId.NONE))
                    .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(RetryAfter.LONGEST));
        }
    }

    @Test
    void aShortWaitIsPartOfARequestToS3() throws IOException {
        try (ReplicaClient client = client(Store.S3, exchange -> {
            if (requests.size() == 1) {
                refuse(exchange, Store.S3, 503, "1");
            } else {
                send(exchange, 200, "<ListBucketResult><Name>bucket</Name></ListBucketResult>");
            }
        })) {
            assertThat(client.list(0, TxId.NONE)).isEmpty();
            assertThat(requests.get(1) - requests.get(0)).isGreaterThanOrEqualTo(1_000_000_000L);
        }
    }
}
