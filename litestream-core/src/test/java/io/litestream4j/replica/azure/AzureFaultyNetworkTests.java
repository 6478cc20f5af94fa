package io.litestream4j.replica.azure;

import io.litestream4j.replica.FaultyNetworkTests;
import io.litestream4j.replica.ReplicaOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

class AzureFaultyNetworkTests extends FaultyNetworkTests {

    @Override
    protected Store start(Path directory) throws IOException {
        Azurite azurite = Azurite.start(directory);
        return new Store(URI.create(azurite.endpoint()).getPort(), port -> options(azurite, port), azurite);
    }

    private static ReplicaOptions options(Azurite azurite, int port) {
        String container = azurite.newContainer().getBlobContainerName();
        String endpoint = "http://127.0.0.1:" + port + "/" + Azurite.ACCOUNT;
        return ReplicaOptions.of(azurite.options(container).url())
                .withSettings(Map.of("endpoint", endpoint, "account-key", Azurite.KEY));
    }
}
