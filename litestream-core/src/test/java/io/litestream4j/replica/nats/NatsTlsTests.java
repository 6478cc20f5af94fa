package io.litestream4j.replica.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.testing.TestCertificate;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with the trust that the options carry. */
class NatsTlsTests {

    @TempDir
    private Path directory;

    @Test
    void trustComesFromTheOptions() throws Exception {
        SSLContext trust = certificate("ip:127.0.0.1");
        try (NatsServer server = startWithTls();
                ReplicaClient client = ReplicaClients.create(options(server).withSslContext(trust))) {
            assertThat(client.list(0, TxId.NONE)).isEmpty();
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        SSLContext trust = certificate("dns:other.example.com");
        try (NatsServer server = startWithTls()) {
            assertUnavailable(options(server).withSslContext(trust), "127.0.0.1 found");
        }
    }

    @Test
    void skipVerifyAcceptsAnyCertificateOfAnyHost() throws Exception {
        certificate("dns:other.example.com");
        try (NatsServer server = startWithTls();
                ReplicaClient client =
                        ReplicaClients.create(options(server).withSettings(Map.of("skip-verify", "true")))) {
            assertThat(client.list(0, TxId.NONE)).isEmpty();
        }
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() throws Exception {
        certificate("ip:127.0.0.1");
        try (NatsServer server = startWithTls()) {
            assertUnavailable(options(server).withSettings(Map.of("tls", "true")), "certification path");
            assertUnavailable(options(server), "SSL required by server");
        }
    }

    private SSLContext certificate(String name) throws Exception {
        TestCertificate certificate = TestCertificate.create(directory, name);
        certificate.writePem(directory);
        return certificate.trust();
    }

    private NatsServer startWithTls() throws Exception {
        return NatsServer.start(
                directory,
                "-js",
                "--tls",
                "--tlscert",
                directory.resolve("certificate.pem").toString(),
                "--tlskey",
                directory.resolve("key.pem").toString());
    }

    private static ReplicaOptions options(NatsServer server) {
        return server.options("b").withSettings(Map.of("create-bucket", "true", "connect-timeout", "2s"));
    }

    private static void assertUnavailable(ReplicaOptions options, String reason) throws Exception {
        try (ReplicaClient client = ReplicaClients.create(options)) {
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> client.list(0, TxId.NONE))
                    .withMessageContaining(reason);
        }
    }
}
