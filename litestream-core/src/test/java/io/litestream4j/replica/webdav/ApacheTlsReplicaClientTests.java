package io.litestream4j.replica.webdav;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The contract over TLS, where a move has to name an address that begins with {@code https}. */
class ApacheTlsReplicaClientTests extends WebDavReplicaClientContractTests {

    @Override
    WebDavServer start(Path directory, int port) throws IOException {
        try {
            TestCertificate.create(directory, "ip:127.0.0.1").writePem(directory);
        } catch (Exception e) {
            throw new IOException(e);
        }
        return WebDavServer.apacheWithTls(directory, port);
    }

    @Override
    ReplicaOptions options(WebDavServer server, String replica) {
        return super.options(server, replica).withSettings(Map.of("skip-verify", "true"));
    }
}
