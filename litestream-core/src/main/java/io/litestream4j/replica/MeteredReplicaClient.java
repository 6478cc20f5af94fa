package io.litestream4j.replica;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Reports each request of another client to a listener. A read is reported when its stream is closed, with the bytes that
 * were read from it.
 */
public final class MeteredReplicaClient implements ReplicaClient {

    private final ReplicaClient delegate;
    private final ReplicaRequestListener listener;

    /** Wraps a client, which is closed with this one. */
    public MeteredReplicaClient(ReplicaClient delegate, ReplicaRequestListener listener) {
        this.delegate = delegate;
        this.listener = listener;
    }

    @Override
    public ReplicaUrl url() {
        return delegate.url();
    }

    @Override
    public List<ReplicaFile> list(int level, TxId from) throws IOException {
        return report("list", 0, () -> delegate.list(level, from));
    }

    @Override
    public List<ReplicaFile> withLtxTimes(List<ReplicaFile> listed, Instant around) throws IOException {
        return report("list", 0, () -> delegate.withLtxTimes(listed, around));
    }

    @Override
    public InputStream open(ReplicaFile file, long offset, long length) throws IOException {
        return metered(() -> delegate.open(file, offset, length));
    }

    InputStream metered(Request<InputStream> open) throws IOException {
        try {
            return new MeteredInputStream(open.send(), listener);
        } catch (IOException | RuntimeException e) {
            listener.onRequest(MeteredInputStream.OPERATION, ReplicaRequestListener.ERROR, 0);
            throw e;
        }
    }

    @Override
    public void create(int level, LtxFileName name, Instant created, UploadSource source) throws IOException {
        report("put", source::size, () -> {
            delegate.create(level, name, created, source);
            return name;
        });
    }

    @Override
    public void delete(Collection<ReplicaFile> files) throws IOException {
        report("delete", 0, () -> {
            delegate.delete(files);
            return files;
        });
    }

    @Override
    public SideObjects sideObjects() {
        return new MeteredSideObjects(delegate.sideObjects(), this);
    }

    @Override
    public ReplicaObjects objects() {
        return new MeteredObjects(delegate.objects(), this);
    }

    @Override
    public void close() throws IOException {
        delegate.close();
    }

    <T> T report(String operation, long bytes, Request<T> request) throws IOException {
        return report(operation, () -> bytes, request);
    }

    /** The number of bytes is asked for afterwards. */
    private <T> T report(String operation, LongSupplier bytes, Request<T> request) throws IOException {
        boolean done = false;
        try {
            T result = request.send();
            done = true;
            return result;
        } finally {
            listener.onRequest(
                    operation,
                    done ? ReplicaRequestListener.SUCCESS : ReplicaRequestListener.ERROR,
                    done ? bytes.getAsLong() : 0);
        }
    }

    interface Request<T> {
        T send() throws IOException;
    }
}
