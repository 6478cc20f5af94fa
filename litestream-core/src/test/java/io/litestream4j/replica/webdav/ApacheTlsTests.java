package io.litestream4j.replica.webdav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.testing.TestCertificate;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Replicas at {@code webdavs://}. The certificate is for 127.0.0.1 and not for localhost. */
@SuppressWarnings("NullAway.Init") // the server runs for all tests
@TestInstance(Lifecycle.PER_CLASS)
class ApacheTlsTests {

    private WebDavServer server;
    private SSLContext trust;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        TestCertificate certificate = TestCertificate.create(directory, "ip:127.0.0.1");
        certificate.writePem(directory);
        trust = certificate.trust();
        server = WebDavServer.apacheWithTls(directory, TestServer.freePort());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void theApplicationsTrustCounts() throws IOException {
        assertRefused(server.options("app"));
        assertAccepted(server.options("app").withSslContext(trust));
    }

    @Test
    void aTrustedCertificateOfAnotherHostIsRefused() throws IOException {
        assertRefused(atLocalhost().withSslContext(trust));
    }

    @Test
    void skipVerifyAcceptsAnyCertificateOfAnyHost() throws IOException {
        assertAccepted(atLocalhost().withSettings(Map.of("skip-verify", "true")));
    }

    private ReplicaOptions atLocalhost() {
        return server.optionsAt("localhost", "app");
    }

    private static void assertAccepted(ReplicaOptions options) throws IOException {
        try (ReplicaClient client = ReplicaClients.create(options)) {
            assertThat(client.list(0, TxId.NONE)).isEmpty();
        }
    }

    private static void assertRefused(ReplicaOptions options) throws IOException {
        try (ReplicaClient client = ReplicaClients.create(options)) {
            assertThatExceptionOfType(ReplicaUnavailableException.class).isThrownBy(() -> client.list(0, TxId.NONE));
        }
    }
}
