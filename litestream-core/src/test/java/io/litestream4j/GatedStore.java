package io.litestream4j;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.replica.UploadSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that takes the files of one level only up to a gate, and the rest when a test opens it. */
final class GatedStore implements ReplicaClient {

    private final ReplicaClient delegate;
    private final Gate gate;

    GatedStore(ReplicaClient delegate, Gate gate) {
        this.delegate = delegate;
        this.gate = gate;
    }

    /** Where files stop. */
    static final class Gate {

        private final int level;
        private final int position;
        private final Semaphore reached = new Semaphore(0);
        private final Semaphore open = new Semaphore(0);
        private final AtomicInteger failures = new AtomicInteger();

        private Gate(int level, int position) {
            this.level = level;
            this.position = position;
        }

        /** Returns one in the middle of snapshots. */
        static Gate inSnapshots() {
            return new Gate(ReplicaFile.SNAPSHOT_LEVEL, 64 * 1024);
        }

        /** Returns one before the first byte of the files of level 0. */
        static Gate beforeLevelZero() {
            return new Gate(ReplicaFile.CAPTURE_LEVEL, 0);
        }

        /** Waits until a file has come to the gate. */
        void awaitFile() throws InterruptedException {
            reached.acquire();
        }

        /** Lets one file pass. */
        void pass() {
            open.release();
        }

        /** Lets one file fail at the gate. */
        void fail() {
            failures.incrementAndGet();
            open.release();
        }

        private void enter() throws IOException {
            reached.release();
            open.acquireUninterruptibly();
            if (failures.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
                throw new IOException("the store is away");
            }
        }
    }

    @Override
    public void create(int level, LtxFileName name, Instant created, UploadSource source) throws IOException {
        delegate.create(level, name, created, level == gate.level ? new Gated(source) : source);
    }

    private final class Gated implements UploadSource {

        private final UploadSource source;

        Gated(UploadSource source) {
            this.source = source;
        }

        @Override
        public long size() {
            return source.size();
        }

        @Override
        public boolean isSizeKnown() {
            return source.isSizeKnown();
        }

        @Override
        public InputStream open() throws IOException {
            return new FilterInputStream(source.open()) {

                private long count;
                private boolean entered;

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    if (!entered && count >= gate.position) {
                        entered = true;
                        gate.enter();
                    }
                    int read = super.read(target, offset, length);
                    count += Math.max(0, read);
                    return read;
                }
            };
        }
    }

    @Override
    public ReplicaUrl url() {
        return delegate.url();
    }

    @Override
    public List<ReplicaFile> list(int level, TxId from) throws IOException {
        return delegate.list(level, from);
    }

    @Override
    public InputStream open(ReplicaFile file, long offset, long length) throws IOException {
        return delegate.open(file, offset, length);
    }

    @Override
    public void delete(Collection<ReplicaFile> files) throws IOException {
        delegate.delete(files);
    }

    @Override
    public SideObjects sideObjects() {
        return delegate.sideObjects();
    }

    @Override
    public void close() throws IOException {
        delegate.close();
    }
}
