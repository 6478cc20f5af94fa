package io.litestream4j.replica.sftp;

import java.io.IOException;
import java.nio.file.Path;

class OpenSshReplicaClientTests extends SftpReplicaClientContractTests {

    @Override
    SftpTestServer start(Path directory) throws IOException {
        return OpenSshServer.start(directory);
    }
}
