package io.litestream4j.replica.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.util.Map;
import java.util.UUID;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** Azurite in a container, for machines with a container engine. */
final class AzuriteContainer extends GenericContainer<AzuriteContainer> {

    private static final int PORT = 10000;

    AzuriteContainer() {
        super("mcr.microsoft.com/azure-storage/azurite:3.35.0");
        withEnv("AZURITE_ACCOUNTS", Azurite.ACCOUNT + ":" + Azurite.KEY);
        withCommand("azurite-blob", "--blobHost", "0.0.0.0", "--skipApiVersionCheck");
        withExposedPorts(PORT);
        waitingFor(Wait.forListeningPort());
    }

    private String endpoint() {
        return "http://" + getHost() + ":" + getMappedPort(PORT) + "/" + Azurite.ACCOUNT;
    }

    BlobContainerClient newContainer() {
        return new BlobServiceClientBuilder()
                .endpoint(endpoint())
                .credential(new StorageSharedKeyCredential(Azurite.ACCOUNT, Azurite.KEY))
                .buildClient()
                .createBlobContainer("container-" + UUID.randomUUID());
    }

    ReplicaOptions options(BlobContainerClient container) {
        return ReplicaOptions.of(ReplicaUrl.parse(
                        "abs://" + Azurite.ACCOUNT + "@" + container.getBlobContainerName() + "/backup/app.db"))
                .withSettings(Map.of("endpoint", endpoint(), "account-key", Azurite.KEY));
    }
}
