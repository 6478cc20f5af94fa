package io.litestream4j.restore;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaObjects;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.replica.UploadSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A replica whose connections can be made to break; counts the requests. */
class FlakyReplicaClient implements ReplicaClient {

    final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final ReplicaClient delegate;
    private final int bytesPerConnection;
    private final AtomicInteger failures;

    /**
     * Wraps a sound replica.
     *
     * @param failures how many requests fail before the first one works
     * @param bytesPerConnection how many bytes a stream gives before it breaks
     */
    FlakyReplicaClient(ReplicaClient delegate, int failures, int bytesPerConnection) {
        this.delegate = delegate;
        this.failures = new AtomicInteger(failures);
        this.bytesPerConnection = bytesPerConnection;
    }

    @Override
    public ReplicaUrl url() {
        return delegate.url();
    }

    @Override
    public List<ReplicaFile> list(int level, TxId from) throws IOException {
        requests.add("list " + level);
        maybeFail();
        return delegate.list(level, from);
    }

    @Override
    public InputStream open(ReplicaFile file, long offset, long length) throws IOException {
        requests.add("open " + file.name() + " at " + offset);
        maybeFail();
        return new BreakingStream(delegate.open(file, offset, length), bytesPerConnection);
    }

    private void maybeFail() throws IOException {
        if (failures.getAndDecrement() > 0) {
            throw new IOException("connection refused");
        }
    }

    @Override
    public void create(int level, LtxFileName name, Instant created, UploadSource source) throws IOException {
        delegate.create(level, name, created, source);
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
    public ReplicaObjects objects() {
        return delegate.objects();
    }

    @Override
    public void close() throws IOException {
        delegate.close();
    }

    private static final class BreakingStream extends FilterInputStream {

        private int left;

        BreakingStream(InputStream in, int left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                throw new IOException("connection reset");
            }
            int count = in.read(target, offset, Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }
    }
}
