package io.litestream4j.replica;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Asks a guard before each change of a side object. */
final class GuardedSideObjects implements SideObjects {

    private final SideObjects delegate;
    private final WriteGuard guard;

    GuardedSideObjects(SideObjects delegate, WriteGuard guard) {
        this.delegate = delegate;
        this.guard = guard;
    }

    @Override
    public Optional<SideObject> get(String name) throws IOException {
        return delegate.get(name);
    }

    @Override
    public SideObject create(String name, byte[] content) throws IOException {
        guard.check();
        return delegate.create(name, content);
    }

    @Override
    public SideObject replace(SideObject expected, byte[] content) throws IOException {
        guard.check();
        return delegate.replace(expected, content);
    }

    @Override
    public void delete(String name) throws IOException {
        guard.check();
        delegate.delete(name);
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        return delegate.list(prefix);
    }

    @Override
    public boolean isAtomic() {
        return delegate.isAtomic();
    }
}
