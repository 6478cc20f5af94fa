package io.litestream4j.replica;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** A client for tests that need side objects and nothing else. */
record SideObjectsOnlyClient(ReplicaUrl url, SideObjects sideObjects) implements ReplicaClient {

    @Override
    public List<ReplicaFile> list(int level, TxId from) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InputStream open(ReplicaFile file, long offset, long length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void create(int level, LtxFileName name, Instant created, UploadSource source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(Collection<ReplicaFile> files) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // nothing is open
    }
}
