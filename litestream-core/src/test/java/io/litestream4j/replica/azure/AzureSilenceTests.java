package io.litestream4j.replica.azure;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.StoreSilenceTests;
import java.time.Duration;
import java.util.Map;

class AzureSilenceTests extends StoreSilenceTests {

    @Override
    protected ReplicaClient client(int port, Duration requestTimeout) {
        return ReplicaClients.create(ReplicaOptions.of(ReplicaUrl.parse("abs://account@box/path"))
                .withSettings(Map.of("endpoint", "http://127.0.0.1:" + port + "/account"))
                .withSettings(Map.of("sas-token", "sv=2024-01-01&sig=" + SECRET))
                .withSettings(Map.of("max-attempts", "1", "part-size", "64KB"))
                .withSettings(Map.of("request-timeout", requestTimeout.toString())));
    }
}
