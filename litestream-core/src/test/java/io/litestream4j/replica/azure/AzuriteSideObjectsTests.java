package io.litestream4j.replica.azure;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.SideObjectsContractTests;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Testcontainers(disabledWithoutDocker = true)
class AzuriteSideObjectsTests extends SideObjectsContractTests {

    @Container
    private static final AzuriteContainer AZURITE = new AzuriteContainer();

    @Override
    protected ReplicaClient createClient() {
        return ReplicaClients.create(AZURITE.options(AZURITE.newContainer()));
    }
}
