package io.litestream4j.testing;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClientContractTests;

class MemoryReplicaClientTests extends ReplicaClientContractTests {

    @Override
    protected ReplicaClient createClient() {
        return new MemoryReplicaClient();
    }

    @Override
    protected void putForeign(int level, String name) {
        // There are no names but those of files.
    }
}
