package io.litestream4j.replica.azure;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.SideObjectsContractTests;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class AzureSideObjectsTests extends SideObjectsContractTests {

    private static Azurite azurite;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        azurite = Azurite.start(directory);
    }

    @AfterAll
    static void stop() {
        if (azurite != null) {
            azurite.close();
        }
    }

    @Override
    protected ReplicaClient createClient() {
        return ReplicaClients.create(
                azurite.optionsWithKey(azurite.newContainer().getBlobContainerName()));
    }
}
