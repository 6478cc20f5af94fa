package io.litestream4j.interop;

import io.litestream4j.testing.TestStore;

class NatsRestoreTests extends StoreRestoreContractTests {

    NatsRestoreTests() {
        super(TestStore.Kind.NATS);
    }
}
