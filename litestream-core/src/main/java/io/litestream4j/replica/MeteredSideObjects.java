package io.litestream4j.replica;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reports each request for a side object. */
final class MeteredSideObjects implements SideObjects {

    private final SideObjects delegate;
    private final MeteredReplicaClient meter;

    MeteredSideObjects(SideObjects delegate, MeteredReplicaClient meter) {
        this.delegate = delegate;
        this.meter = meter;
    }

    @Override
    public Optional<SideObject> get(String name) throws IOException {
        return meter.report("get", 0, () -> delegate.get(name));
    }

    @Override
    public SideObject create(String name, byte[] content) throws IOException {
        return meter.report("put", content.length, () -> delegate.create(name, content));
    }

    @Override
    public SideObject replace(SideObject expected, byte[] content) throws IOException {
        return meter.report("put", content.length, () -> delegate.replace(expected, content));
    }

    @Override
    public void delete(String name) throws IOException {
        meter.report("delete", 0, () -> {
            delegate.delete(name);
            return name;
        });
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        return meter.report("list", 0, () -> delegate.list(prefix));
    }

    @Override
    public boolean isAtomic() {
        return delegate.isAtomic();
    }
}
