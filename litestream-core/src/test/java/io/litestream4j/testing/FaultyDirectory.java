package io.litestream4j.testing;

import io.litestream4j.io.CloseableDataBlock;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.io.StorageOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A directory that fails once: at the step with a given number, where every create, write, sync, publish, replace and
 * change of time is a step. Reads and deletes always work. Run a scenario for step 0, 1, 2… until {@link #failed()} is
 * false to have seen it fail everywhere.
 */
public final class FaultyDirectory implements StorageDirectory {

    private final StorageDirectory delegate;
    private final int failingStep;
    private final AtomicInteger steps = new AtomicInteger();

    /** Fails at step {@code failingStep}, counted from 0. */
    public FaultyDirectory(StorageDirectory delegate, int failingStep) {
        this.delegate = delegate;
        this.failingStep = failingStep;
    }

    /** Returns whether the failing step has been reached. */
    public boolean failed() {
        return steps.get() > failingStep;
    }

    private void step(String what) throws IOException {
        if (steps.getAndIncrement() == failingStep) {
            throw new IOException("injected: " + what);
        }
    }

    @Override
    public Path path() {
        return delegate.path();
    }

    @Override
    public List<Entry> list() throws IOException {
        return delegate.list();
    }

    @Override
    public StorageOutput create(String name) throws IOException {
        step("create " + name);
        return new FaultyOutput(delegate.create(name));
    }

    @Override
    public CloseableDataBlock open(String name) throws IOException {
        return delegate.open(name);
    }

    @Override
    public void setModified(String name, Instant modified) throws IOException {
        step("set time of " + name);
        delegate.setModified(name, modified);
    }

    @Override
    public void syncFile(String name) throws IOException {
        step("sync " + name);
        delegate.syncFile(name);
    }

    @Override
    public void publish(String from, String to) throws IOException {
        step("publish " + to);
        delegate.publish(from, to);
    }

    @Override
    public void replace(String from, String to) throws IOException {
        step("replace " + to);
        delegate.replace(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        delegate.delete(name);
    }

    @Override
    public void sync() throws IOException {
        step("sync directory");
        delegate.sync();
    }

    private final class FaultyOutput implements StorageOutput {

        private final StorageOutput output;

        private FaultyOutput(StorageOutput output) {
            this.output = output;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            step("write");
            return output.write(source);
        }

        @Override
        public long size() throws IOException {
            return output.size();
        }

        @Override
        public void sync() throws IOException {
            step("sync output");
            output.sync();
        }

        @Override
        public boolean isOpen() {
            return output.isOpen();
        }

        @Override
        public void close() throws IOException {
            output.close();
        }
    }
}
