package io.litestream4j.replica.gcs;

import io.litestream4j.replica.FaultyNetworkTests;
import io.litestream4j.replica.ReplicaOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

class GcsFaultyNetworkTests extends FaultyNetworkTests {

    @Override
    protected Store start(Path directory) throws IOException {
        FakeGcs gcs = FakeGcs.start(directory);
        return new Store(URI.create(gcs.endpoint()).getPort(), port -> options(gcs, port), gcs);
    }

    /** The fake does, of uploads in one request. */
    @Override
    protected boolean keepsPartsOfUploads() {
        return true;
    }

    private static ReplicaOptions options(FakeGcs gcs, int port) {
        return ReplicaOptions.of(gcs.options(gcs.newBucket()).url())
                .withSettings(Map.of("endpoint", "http://127.0.0.1:" + port))
                .withExecutor(FakeGcs.THREADS);
    }
}
