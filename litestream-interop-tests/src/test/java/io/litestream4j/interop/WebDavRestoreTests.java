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
        // It asks the first directory whether it speaks WebDAV: that must not be the root, which does not.
        URI url = URI.create(started.url());
        int slash = url.getPath().lastIndexOf('/');
        String server = "http://" + url.getRawAuthority() + url.getPath().substring(0, slash);
        return Map.of(
                "type", "webdav", "webdav-url", server, "path", url.getPath().substring(slash));
    }
}
