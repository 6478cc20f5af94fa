package io.litestream4j.replica.webdav;

import java.io.IOException;
import java.nio.file.Path;

class ApacheSideObjectsTests extends WebDavSideObjectsContractTests {

    @Override
    WebDavServer start(Path directory, int port) throws IOException {
        return WebDavServer.apache(directory, port);
    }
}
