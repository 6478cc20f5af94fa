package io.litestream4j.replica.gcs;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.SideObjectsContractTests;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class GcsSideObjectsTests extends SideObjectsContractTests {

    private static FakeGcs gcs;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        gcs = FakeGcs.start(directory);
    }

    @AfterAll
    static void stop() {
        if (gcs != null) {
            gcs.close();
        }
    }

    @Override
    protected ReplicaClient createClient() {
        return ReplicaClients.create(gcs.options(gcs.newBucket()));
    }
}
