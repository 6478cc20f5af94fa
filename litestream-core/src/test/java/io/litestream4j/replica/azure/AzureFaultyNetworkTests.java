package io.litestream4j.replica.azure;

import io.litestream4j.replica.FaultyNetworkTests;
import io.litestream4j.replica.ReplicaOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

class AzureFaultyNetworkTests extends FaultyNetworkTests {

    private Azurite azurite;

    @Override
    protected int startServer(Path directory) throws IOException {
        azurite = Azurite.start(directory);
        return URI.create(azurite.endpoint()).getPort();
    }

    @Override
    protected void stopServer() {
        if (azurite != null) {
            azurite.close();
        }
    }

    @Override
    protected ReplicaOptions newReplica(int port) {
        String container = azurite.newContainer().getBlobContainerName();
        return ReplicaOptions.of(azurite.options(container).url())
                .withSettings(Map.of(
                        "endpoint", "http://127.0.0.1:" + port + "/" + Azurite.ACCOUNT, "account-key", Azurite.KEY));
    }
}
