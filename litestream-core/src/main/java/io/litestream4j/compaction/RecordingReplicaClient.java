package io.litestream4j.compaction;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaObjects;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.replica.UploadSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Keeps an inventory current with what passes through another client: complete listings, new files, deletions. */
public final class RecordingReplicaClient implements ReplicaClient {

    private final ReplicaClient delegate;
    private final LevelInventory inventory;

    /** Wraps a client, which is closed with this one. */
    public RecordingReplicaClient(ReplicaClient delegate, LevelInventory inventory) {
        this.delegate = delegate;
        this.inventory = inventory;
    }

    @Override
    public ReplicaUrl url() {
        return delegate.url();
    }

    @Override
    public List<ReplicaFile> list(int level, TxId from) throws IOException {
        List<ReplicaFile> files = delegate.list(level, from);
        if (from.isNone()) {
            inventory.listed(level, files);
        }
        return files;
    }

    @Override
    public InputStream open(ReplicaFile file, long offset, long length) throws IOException {
        return delegate.open(file, offset, length);
    }

    @Override
    public void create(int level, LtxFileName name, Instant created, UploadSource source) throws IOException {
        delegate.create(level, name, created, source);
        inventory.created(new ReplicaFile(level, name, source.size(), created));
    }

    @Override
    public void delete(Collection<ReplicaFile> files) throws IOException {
        delegate.delete(files);
        inventory.deleted(files);
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
}
