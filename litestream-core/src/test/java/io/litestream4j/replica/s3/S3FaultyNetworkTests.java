package io.litestream4j.replica.s3;

import io.litestream4j.replica.FaultyNetworkTests;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.S3Server;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.extension.RegisterExtension;

class S3FaultyNetworkTests extends FaultyNetworkTests {

    @RegisterExtension
    private static final S3Server server = new S3Server();

    @Override
    protected Store start(Path directory) {
        // The server is for all tests of a run, and is not ended here.
        return new Store(server.port(), S3FaultyNetworkTests::options, () -> {});
    }

    private static ReplicaOptions options(int port) {
        String url = "s3://" + S3Server.BUCKET + "/faults/" + UUID.randomUUID() + "?endpoint=127.0.0.1:" + port;
        return ReplicaOptions.of(ReplicaUrl.parse(url)).withSettings(server.credentials());
    }
}
