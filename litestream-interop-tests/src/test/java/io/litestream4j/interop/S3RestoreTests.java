package io.litestream4j.interop;

import io.litestream4j.testing.TestStore;

class S3RestoreTests extends StoreRestoreContractTests {

    S3RestoreTests() {
        super(TestStore.Kind.S3);
    }
}
