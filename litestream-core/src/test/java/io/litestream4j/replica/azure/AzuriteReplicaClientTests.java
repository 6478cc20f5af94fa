package io.litestream4j.replica.azure;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClientContractTests;
import io.litestream4j.replica.ReplicaClients;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Testcontainers(disabledWithoutDocker = true)
class AzuriteReplicaClientTests extends ReplicaClientContractTests {

    @Container
    private static final AzuriteContainer AZURITE = new AzuriteContainer();

    private BlobContainerClient container;

    @Override
    protected ReplicaClient createClient() {
        container = AZURITE.newContainer();
        return ReplicaClients.create(AZURITE.options(container));
    }

    @Override
    protected void putForeign(int level, String name) {
        container.getBlobClient("backup/app.db/ltx/" + level + "/" + name).upload(BinaryData.fromString("foreign"));
    }
}
