package io.litestream4j;

import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.SideObjects;
import java.io.Closeable;
import java.io.IOException;

/**
 * Where the object of a lease lies.
 *
 * @param objects the objects there
 * @param client what is closed with them
 */
record LeaseObjects(SideObjects objects, Closeable client) implements Closeable {

    /** Returns those of a client that somebody else closes. */
    static LeaseObjects of(ReplicaClient client) {
        return new LeaseObjects(client.sideObjects(), () -> {});
    }

    /** Returns those of a client that is closed with them. */
    static LeaseObjects owning(ReplicaClient client) {
        return new LeaseObjects(client.sideObjects(), client);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
