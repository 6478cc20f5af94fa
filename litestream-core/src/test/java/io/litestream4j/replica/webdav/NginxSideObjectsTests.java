package io.litestream4j.replica.webdav;

import java.io.IOException;
import java.nio.file.Path;

class NginxSideObjectsTests extends WebDavSideObjectsContractTests {

    @Override
    WebDavServer start(Path directory, int port) throws IOException {
        return WebDavServer.nginx(directory, port);
    }
}
