package io.litestream4j.interop;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.testing.S3Server;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

class S3RestoreTests extends RestoreContractTests {

    @RegisterExtension
    private static final S3Server server = new S3Server();

    @Override
    SharedReplica createReplica() {
        ReplicaOptions ours = server.options();
        String url = ours.url().uri().toString();
        Map<String, String> keys = server.credentials();
        Map<String, String> environment = Map.of(
                "AWS_ACCESS_KEY_ID", keys.get("access-key-id"), "AWS_SECRET_ACCESS_KEY", keys.get("secret-access-key"));
        return new SharedReplica(ours, url, url, Map.of(), environment);
    }
}
