package io.litestream4j.replica.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

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
import io.litestream4j.replica.SideObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Google's refusals become. The server for tests lets everybody in, so that one that says no stands in for it. */
class GcsRefusalTests {

    static final LtxFileName NAME = new LtxFileName(new TxId(1), new TxId(1));
    private static final ReplicaFile FILE = new ReplicaFile(0, NAME, 1, Instant.EPOCH);

    private HttpServer server;
    private ReplicaClient client;
    private int status = 403;
    private String reason = "forbidden";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = ("{\"error\":{\"code\":" + status
                            + ",\"message\":\"no\",\"errors\":[{\"domain\":\"global\","
                            + "\"message\":\"no\",\"reason\":\"" + reason + "\"}]}}")
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        client = ReplicaClients.create(ReplicaOptions.of(ReplicaUrl.parse("gs://bucket/path"))
                .withSettings(Map.of(
                        "endpoint", "http://127.0.0.1:" + server.getAddress().getPort()))
                .withSettings(Map.of("max-attempts", "2", "part-size", "256KB")));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.stop(0);
    }

    @Test
    void aMissingPermissionIsNamed() {
        assertUnavailable(
                () -> client.list(0, TxId.NONE), "forbidden (HTTP 403): give the permission storage.objects.list");
        assertUnavailable(() -> client.open(FILE, 0, -1), "storage.objects.get");
        assertUnavailable(() -> create(1), "storage.objects.create");
        assertUnavailable(() -> create(300_000), "storage.objects.create");
        assertUnavailable(() -> client.delete(List.of(FILE)), "storage.objects.delete");
        SideObject lock = new SideObject("lock.json", new byte[1], "7");
        assertUnavailable(() -> client.sideObjects().replace(lock, new byte[2]), "storage.objects.delete");
    }

    @Test
    void aMissingBucketIsNamed() {
        status = 404;
        reason = "notFound";
        assertUnavailable(() -> client.list(0, TxId.NONE), "create the bucket 'bucket'");
        assertUnavailable(() -> create(1), "create the bucket 'bucket'");
        assertUnavailable(() -> create(300_000), "create the bucket 'bucket'");
    }

    @Test
    void badCredentialsAreNamed() {
        status = 401;
        reason = "authError";
        assertUnavailable(() -> client.list(0, TxId.NONE), "credentials are not accepted");
    }

    @Test
    void aServerInTroubleIsTriedAgainAndThenUnavailable() {
        status = 503;
        reason = "backendError";
        assertUnavailable(() -> client.list(0, TxId.NONE), "try again later");
    }

    @Test
    void anyOtherRefusalKeepsItsReason() {
        status = 400;
        reason = "invalid";
        assertThatIOException()
                .isThrownBy(() -> create(1))
                .withMessage("cannot create level 0 file " + NAME + " in replica gs://bucket/path: invalid (HTTP 400)")
                .satisfies(e -> assertThat(e).isNotInstanceOf(ReplicaUnavailableException.class));
    }

    private void create(int size) throws IOException {
        client.create(0, NAME, Instant.EPOCH, new BytesSource(new byte[size]));
    }

    private static void assertUnavailable(ThrowingCallable request, String message) {
        assertThatExceptionOfType(ReplicaUnavailableException.class)
                .isThrownBy(request)
                .withMessageContaining(message);
    }
}
