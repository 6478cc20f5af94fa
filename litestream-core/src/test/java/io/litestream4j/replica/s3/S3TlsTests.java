package io.litestream4j.replica.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.TestCertificate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An HTTPS server whose certificate is for 127.0.0.1 and not for localhost. */
class S3TlsTests {

    private static final byte[] EMPTY_LISTING =
            "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private static Path directory;

    private static TestCertificate certificate;

    private HttpsServer server;

    @BeforeAll
    static void createCertificate() throws Exception {
        certificate = TestCertificate.create(directory, "ip:127.0.0.1");
    }

    @BeforeEach
    void startServer() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.identity()));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, EMPTY_LISTING.length);
            exchange.getResponseBody().write(EMPTY_LISTING);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void theApplicationsTrustCounts() throws Exception {
        assertRefused(options("127.0.0.1"));
        assertAccepted(options("127.0.0.1").withSslContext(certificate.trust()));
    }

    @Test
    void aTrustedCertificateOfAnotherHostIsRefused() throws Exception {
        assertRefused(options("localhost").withSslContext(certificate.trust()));
    }

    @Test
    void skipVerifyAcceptsAnyCertificateOfAnyHost() throws Exception {
        assertAccepted(options("localhost").withSettings(Map.of("skip-verify", "true")));
    }

    private static void assertAccepted(ReplicaOptions options) throws Exception {
        try (ReplicaClient client = ReplicaClients.create(options)) {
            assertThat(client.list(0, TxId.NONE)).isEmpty();
        }
    }

    private static void assertRefused(ReplicaOptions options) throws Exception {
        try (ReplicaClient client = ReplicaClients.create(options)) {
            assertThatExceptionOfType(ReplicaUnavailableException.class).isThrownBy(() -> client.list(0, TxId.NONE));
        }
    }

    private ReplicaOptions options(String host) {
        return ReplicaOptions.of(ReplicaUrl.parse("s3://bkt/x"))
                .withSettings(Map.of(
                        "endpoint",
                                "https://" + host + ":" + server.getAddress().getPort(),
                        "access-key-id", "id",
                        "secret-access-key", "secret",
                        "max-attempts", "1"));
    }
}
