package io.litestream4j.interop;

import io.litestream4j.testing.TestStore;

class SftpRestoreTests extends StoreRestoreContractTests {

    SftpRestoreTests() {
        super(TestStore.Kind.SFTP);
    }
}
