package io.litestream4j.interop;

import io.litestream4j.testing.TestStore;

class AzureRestoreTests extends StoreRestoreContractTests {

    AzureRestoreTests() {
        super(TestStore.Kind.AZURE);
    }
}
