package io.litestream4j.replica.azure;

import io.litestream4j.OneWriterContractTests;
import io.litestream4j.replica.ReplicaOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class AzureOneWriterTests extends OneWriterContractTests {

    @AutoClose
    private static Azurite azurite;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        azurite = Azurite.start(directory);
    }

    @Override
    protected ReplicaOptions createReplica() {
        return azurite.optionsWithKey(azurite.newContainer().getBlobContainerName());
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("endpoint", azurite.endpoint(), "account-key", Azurite.KEY);
    }
}
