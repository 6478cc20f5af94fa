package io.litestream4j.lease;

import io.litestream4j.replica.SideObject;
import io.litestream4j.replica.SideObjects;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Side objects of a store that sometimes does what it is told and gives no answer. */
final class UnreliableSideObjects implements SideObjects {

    private final SideObjects delegate;
    private final AtomicInteger toLose = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    UnreliableSideObjects(SideObjects delegate) {
        this.delegate = delegate;
    }

    void loseAnswers(int count) {
        toLose.set(count);
    }

    int answersLost() {
        return lost.get();
    }

    @Override
    public Optional<SideObject> get(String name) throws IOException {
        return delegate.get(name);
    }

    @Override
    public SideObject create(String name, byte[] content) throws IOException {
        return delegate.create(name, content);
    }

    @Override
    public SideObject replace(SideObject expected, byte[] content) throws IOException {
        SideObject replaced = delegate.replace(expected, content);
        if (toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            lost.incrementAndGet();
            throw new IOException("no answer");
        }
        return replaced;
    }

    @Override
    public void delete(String name) throws IOException {
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
