package io.litestream4j.interop;

class FileRestoreTests extends RestoreContractTests {

    @Override
    int rounds() {
        return 60;
    }

    @Override
    int samples() {
        return 20;
    }
}
