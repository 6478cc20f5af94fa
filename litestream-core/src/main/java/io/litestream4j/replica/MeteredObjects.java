package io.litestream4j.replica;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reports the requests of other objects by way of the client that they belong to. */
final class MeteredObjects implements ReplicaObjects {

    private final ReplicaObjects delegate;
    private final MeteredReplicaClient client;

    MeteredObjects(ReplicaObjects delegate, MeteredReplicaClient client) {
        this.delegate = delegate;
        this.client = client;
    }

    @Override
    public List<ReplicaObject> list(String prefix) throws IOException {
        return client.report("list", 0, () -> delegate.list(prefix));
    }

    @Override
    public InputStream open(ReplicaObject object, long offset, long length) throws IOException {
        return client.metered(() -> delegate.open(object, offset, length));
    }
}
