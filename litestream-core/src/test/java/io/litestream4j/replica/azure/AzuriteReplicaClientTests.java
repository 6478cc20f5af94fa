package io.litestream4j.replica.azure;

import static java.util.Objects.requireNonNull;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClientContractTests;
import io.litestream4j.replica.ReplicaClients;
import org.jspecify.annotations.Nullable;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Testcontainers(disabledWithoutDocker = true)
class AzuriteReplicaClientTests extends ReplicaClientContractTests {

    @Container
    private static final AzuriteContainer AZURITE = new AzuriteContainer();

    private @Nullable BlobContainerClient container;

    @Override
    protected ReplicaClient createClient() {
        BlobContainerClient created = AZURITE.newContainer();
        container = created;
        return ReplicaClients.create(AZURITE.options(created));
    }

    @Override
    protected void putForeign(int level, String name) {
        requireNonNull(container)
                .getBlobClient("backup/app.db/ltx/" + level + "/" + name)
                .upload(BinaryData.fromString("foreign"));
    }
}
