package io.litestream4j.replica.file;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.SideObjectsContractTests;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileSideObjectsTests extends SideObjectsContractTests {

    @TempDir
    private Path directory;

    @Override
    protected ReplicaClient createClient() {
        return ReplicaClients.create(
                ReplicaOptions.of(new ReplicaUrl(directory.resolve("replica").toUri())));
    }
}
