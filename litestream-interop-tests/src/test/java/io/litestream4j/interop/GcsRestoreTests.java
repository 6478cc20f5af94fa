package io.litestream4j.interop;

import io.litestream4j.testing.TestStore;
import java.util.Map;

class GcsRestoreTests extends StoreRestoreContractTests {

    GcsRestoreTests() {
        super(TestStore.Kind.GCS);
    }

    /** It has no setting for the endpoint. */
    @Override
    Map<String, String> theirs(TestStore started) {
        return Map.of("url", started.url());
    }

    @Override
    Map<String, String> environment(TestStore started) {
        return Map.of("STORAGE_EMULATOR_HOST", "127.0.0.1:" + started.server().port());
    }
}
