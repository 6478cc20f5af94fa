package io.litestream4j.replica.azure;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.testing.TestCertificate;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with the trust that the options carry. */
class AzureTlsTests {

    @TempDir
    private Path directory;

    @Test
    void trustComesFromTheOptionsAndTheHostIsCheckedUnlessThatIsSwitchedOff() throws Exception {
        TestCertificate certificate = TestCertificate.create(directory, "ip:127.0.0.1");
        try (Azurite azurite = Azurite.startWithTls(directory, certificate.keyStore(), TestCertificate.PASSWORD)) {
            ReplicaOptions options = azurite.optionsWithKey("box");
            assertUnavailable(options, "certificate");
            assertUnavailable(options.withSslContext(certificate.trust()), "create the container 'box'");
            String otherName = azurite.endpoint().replace("127.0.0.1", "localhost");
            ReplicaOptions other = ReplicaOptions.of(options.url())
                    .withSettings(Map.of("endpoint", otherName, "account-key", Azurite.KEY, "max-attempts", "1"));
            assertUnavailable(other.withSslContext(certificate.trust()), "localhost");
            assertUnavailable(other.withSettings(Map.of("skip-verify", "true")), "create the container 'box'");
        }
    }

    private static void assertUnavailable(ReplicaOptions options, String message) throws Exception {
        try (ReplicaClient client = ReplicaClients.create(options)) {
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> client.list(0, TxId.NONE))
                    .withMessageContaining(message);
        }
    }
}
