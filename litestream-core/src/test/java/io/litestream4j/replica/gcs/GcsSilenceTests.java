package io.litestream4j.replica.gcs;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.StoreSilenceTests;
import java.time.Duration;
import java.util.Map;

class GcsSilenceTests extends StoreSilenceTests {

    @Override
    protected ReplicaClient client(int port, Duration requestTimeout) {
        return ReplicaClients.create(ReplicaOptions.of(ReplicaUrl.parse("gs://bucket/path"))
                .withSettings(Map.of("endpoint", "http://127.0.0.1:" + port))
                .withSettings(Map.of("max-attempts", "1", "part-size", "256KB"))
                .withSettings(Map.of("request-timeout", requestTimeout.toString()))
                .withExecutor(FakeGcs.THREADS));
    }
}
