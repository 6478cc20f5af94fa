package io.litestream4j.replica.gcs;

import io.litestream4j.replica.FaultyNetworkTests;
import io.litestream4j.replica.ReplicaOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

class GcsFaultyNetworkTests extends FaultyNetworkTests {

    private FakeGcs gcs;

    @Override
    protected int startServer(Path directory) throws IOException {
        gcs = FakeGcs.start(directory);
        return URI.create(gcs.endpoint()).getPort();
    }

    @Override
    protected void stopServer() {
        if (gcs != null) {
            gcs.close();
        }
    }

    @Override
    protected ReplicaOptions newReplica(int port) {
        return ReplicaOptions.of(gcs.options(gcs.newBucket()).url())
                .withSettings(Map.of("endpoint", "http://127.0.0.1:" + port))
                .withExecutor(FakeGcs.THREADS);
    }
}
