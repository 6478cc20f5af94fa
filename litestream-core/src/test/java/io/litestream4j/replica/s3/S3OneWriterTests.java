package io.litestream4j.replica.s3;

import io.litestream4j.OneWriterContractTests;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.testing.S3Server;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

class S3OneWriterTests extends OneWriterContractTests {

    @RegisterExtension
    private static final S3Server server = new S3Server();

    @Override
    protected ReplicaOptions createReplica() {
        return server.options();
    }

    @Override
    protected Map<String, String> settings() {
        return server.credentials();
    }
}
