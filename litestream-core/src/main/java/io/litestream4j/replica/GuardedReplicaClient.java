package io.litestream4j.replica;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Asks a guard before each request that changes the replica: the one place that keeps a process which has been fenced from
 * writing or deleting, whatever part of it wants to. Reads are free.
 */
public final class GuardedReplicaClient implements ReplicaClient {

    private final ReplicaClient delegate;
    private final WriteGuard guard;

    /** Wraps a client, which is closed with this one. */
    public GuardedReplicaClient(ReplicaClient delegate, WriteGuard guard) {
        this.delegate = delegate;
        this.guard = guard;
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
    public List<ReplicaFile> withLtxTimes(List<ReplicaFile> listed, Instant around) throws IOException {
        return delegate.withLtxTimes(listed, around);
    }

    @Override
    public InputStream open(ReplicaFile file, long offset, long length) throws IOException {
        return delegate.open(file, offset, length);
    }

    @Override
    public void create(int level, LtxFileName name, Instant created, UploadSource source) throws IOException {
        guard.check();
        delegate.create(level, name, created, source);
    }

    @Override
    public void delete(Collection<ReplicaFile> files) throws IOException {
        guard.checkDelete();
        delegate.delete(files);
    }

    @Override
    public SideObjects sideObjects() {
        return new GuardedSideObjects(delegate.sideObjects(), guard);
    }

    @Override
    public ReplicaObjects objects() {
        return delegate.objects();
    }

    @Override
    public void close() throws IOException {
        delegate.close();
    }
}
