package io.litestream4j.replica.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.api.client.http.GenericUrl;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose certificates the client takes, also when it gets credentials. */
class GcsTlsTests {

    private final ReplicaOptions options = ReplicaOptions.of(ReplicaUrl.parse("gs://bucket"));

    @TempDir
    private Path directory;

    @Test
    void trustComesFromTheOptionsAndTheHostIsCheckedUnlessThatIsSwitchedOff() throws Exception {
        TestCertificate certificate = TestCertificate.create(directory, "ip:127.0.0.1");
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try {
            server.setHttpsConfigurator(new HttpsConfigurator(certificate.identity()));
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            int port = server.getAddress().getPort();
            ReplicaOptions trusting = options.withSslContext(certificate.trust());
            assertRefused(options, "127.0.0.1", port);
            assertThat(get(trusting, "127.0.0.1", port)).isEqualTo(200);
            assertRefused(trusting, "localhost", port);
            assertThat(get(options.withSettings(Map.of("skip-verify", "true")), "localhost", port))
                    .isEqualTo(200);
        } finally {
            server.stop(0);
        }
    }

    private static void assertRefused(ReplicaOptions options, String host, int port) {
        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> get(options, host, port));
    }

    private static int get(ReplicaOptions options, String host, int port) throws IOException {
        return GcsConnection.transports(options)
                .create()
                .createRequestFactory()
                .buildGetRequest(new GenericUrl("https://" + host + ":" + port + "/"))
                .execute()
                .getStatusCode();
    }
}
