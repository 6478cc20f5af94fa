package io.litestream4j.replica.azure;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.StoreEndToEndTests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class AzureEndToEndTests extends StoreEndToEndTests {

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
    protected ReplicaOptions createReplica() {
        return azurite.optionsWithKey(azurite.newContainer().getBlobContainerName())
                .withSettings(Map.of("part-size", "64KB"));
    }
}
