package io.litestream4j.replica.file;

import io.litestream4j.OneWriterContractTests;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileOneWriterTests extends OneWriterContractTests {

    @TempDir
    private Path root;

    @Override
    protected String createReplica() {
        return root.resolve("replica").toUri().toString();
    }
}
