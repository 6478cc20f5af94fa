package io.litestream4j.replica.s3;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.SideObjectsContractTests;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Testcontainers(disabledWithoutDocker = true)
class MinioSideObjectsTests extends SideObjectsContractTests {

    @Container
    private static final MinioContainer MINIO = new MinioContainer();

    @Override
    protected ReplicaClient createClient() {
        return ReplicaClients.create(MINIO.newBucket());
    }
}
