package io.litestream4j.replica.file;

import io.litestream4j.OneWriterContractTests;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileOneWriterTests extends OneWriterContractTests {

    @TempDir
    private Path root;

    @Override
    protected ReplicaOptions createReplica() {
        return ReplicaOptions.of(
                ReplicaUrl.parse(root.resolve("replica").toUri().toString()));
    }

    @Override
    protected int rounds() {
        return 4;
    }
}
