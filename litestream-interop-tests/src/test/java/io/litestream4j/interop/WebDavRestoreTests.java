package io.litestream4j.interop;

import io.litestream4j.testing.TestStore;
import java.net.URI;
import java.util.Map;

class WebDavRestoreTests extends StoreRestoreContractTests {

    WebDavRestoreTests() {
        super(TestStore.Kind.WEBDAV);
    }

    @Override
    Map<String, String> theirs(TestStore started) {
        URI url = URI.create(started.url());
        return Map.of("type", "webdav", "webdav-url", "http://" + url.getRawAuthority(), "path", url.getPath());
    }
}
