package io.litestream4j.replica.gcs;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.StoreEndToEndTests;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class GcsEndToEndTests extends StoreEndToEndTests {

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
    protected ReplicaOptions createReplica() {
        return gcs.options(gcs.newBucket());
    }
}
