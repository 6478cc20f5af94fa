package io.litestream4j.replica.gcs;

import io.litestream4j.OneWriterContractTests;
import io.litestream4j.replica.ReplicaOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class GcsOneWriterTests extends OneWriterContractTests {

    @AutoClose
    private static FakeGcs gcs;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        gcs = FakeGcs.start(directory);
    }

    @Override
    protected ReplicaOptions createReplica() {
        return gcs.options(gcs.newBucket());
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("endpoint", gcs.endpoint());
    }
}
