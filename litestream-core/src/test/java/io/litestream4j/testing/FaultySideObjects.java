package io.litestream4j.testing;

import io.litestream4j.replica.SideObject;
import io.litestream4j.replica.SideObjects;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The side objects of a {@link FaultyReplicaClient}: each request is a step of its schedule.
 *
 * @param delegate the objects
 * @param store what is wrong with requests
 */
record FaultySideObjects(SideObjects delegate, FaultyReplicaClient store) implements SideObjects {

    @Override
    public Optional<SideObject> get(String name) throws IOException {
        return store.send("get " + name, () -> delegate.get(name));
    }

    @Override
    public SideObject create(String name, byte[] content) throws IOException {
        return store.send("put " + name, () -> delegate.create(name, content));
    }

    @Override
    public SideObject replace(SideObject expected, byte[] content) throws IOException {
        return store.send("put " + expected.name(), () -> delegate.replace(expected, content));
    }

    @Override
    public void delete(String name) throws IOException {
        store.send("delete " + name, () -> {
            delegate.delete(name);
            return name;
        });
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        return store.send("list " + prefix, () -> delegate.list(prefix));
    }

    @Override
    public boolean isAtomic() {
        return delegate.isAtomic();
    }
}
