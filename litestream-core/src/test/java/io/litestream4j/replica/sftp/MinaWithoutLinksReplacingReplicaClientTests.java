package io.litestream4j.replica.sftp;

import java.io.IOException;
import java.nio.file.Path;

class MinaWithoutLinksReplacingReplicaClientTests extends SftpReplicaClientContractTests {

    @Override
    SftpTestServer start(Path directory) throws IOException {
        return MinaServer.startReplacingWithoutLinks(directory);
    }
}
