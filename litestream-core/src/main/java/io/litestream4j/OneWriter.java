package io.litestream4j;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.GuardedReplicaClient;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.replica.WriteGuard;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Sees to it that this process writes to a replica only while nobody else does: by the fence, which closes at the first
 * conflict, by the lease, if one is asked for, and by a look at what the store can do. Safe for use by several threads.
 */
final class OneWriter implements WriteGuard {

    private final ReplicaClient replica;
    private final StatusReporter reporter;
    private final Fence fence = new Fence();
    private final LeaseKeeper lease;
    private final StoreCheck store;
    private final ReplicaClient guarded;

    /** Creates the guard of a replica whose client asks nobody. */
    OneWriter(
            DatabaseOptions options,
            ReplicaClient replica,
            SharedLeases leases,
            StatusReporter reporter,
            InstantSource clock) {
        this.replica = replica;
        this.reporter = reporter;
        this.lease = new LeaseKeeper(options, replica, leases, fence, reporter, clock);
        this.store = new StoreCheck(options, replica, fence, reporter);
        this.guarded = new GuardedReplicaClient(replica, this);
        fence.whenClosed(reporter::fenced);
    }

    /** Returns the client through which everything else writes. */
    ReplicaClient client() {
        return guarded;
    }

    Fence fence() {
        return fence;
    }

    LeaseKeeper lease() {
        return lease;
    }

    StoreCheck store() {
        return store;
    }

    @Override
    public void check() throws IOException {
        fence.check();
        lease.check();
        store.check();
    }

    @Override
    public void checkDelete() throws IOException {
        check();
        if (!lease.isRequired()) {
            requireOwnEnd();
        }
    }

    /**
     * Without a lease nobody may have told us yet that somebody else has gone on with this history: what is deleted then may
     * be what they need. A file of ours that has arrived a moment ago looks the same; the next try settles it. The same listing
     * shows whether somebody deletes what is ours.
     */
    private void requireOwnEnd() throws IOException {
        TxId uploaded = reporter.uploadedEnd();
        TxId from = uploaded.isNone() ? reporter.replicaEnd().next() : uploaded;
        List<ReplicaFile> beyond = replica.list(ReplicaFile.CAPTURE_LEVEL, from);
        TxId end = reporter.replicaEnd();
        Optional<ReplicaFile> unknown =
                beyond.stream().filter(file -> file.name().max().isAfter(end)).findFirst();
        if (unknown.isPresent()) {
            throw new IOException(replica.url() + " holds " + unknown.get().display()
                    + ", which is not known to be ours:" + " nothing is deleted until that is clear");
        }
        if (!uploaded.isNone()
                && beyond.stream().noneMatch(file -> file.name().max().equals(uploaded))) {
            throw new ReplicaFileMissingException(replica.url() + " lacks TXID " + uploaded
                    + ", which this process has uploaded: somebody else deletes files there, a lifecycle rule for one");
        }
    }
}
