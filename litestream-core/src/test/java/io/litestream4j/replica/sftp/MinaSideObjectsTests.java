package io.litestream4j.replica.sftp;

import java.io.IOException;
import java.nio.file.Path;

class MinaSideObjectsTests extends SftpSideObjectsContractTests {

    @Override
    SftpTestServer start(Path directory) throws IOException {
        return MinaServer.start(directory);
    }
}
