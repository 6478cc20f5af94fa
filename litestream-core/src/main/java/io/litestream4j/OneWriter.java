package io.litestream4j;

import io.litestream4j.replica.GuardedReplicaClient;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.WriteGuard;
import java.io.IOException;
import java.time.InstantSource;

/**
 * Sees to it that this process writes to a replica only while nobody else does: by the fence, which closes at the first
 * conflict, by the lease, if one is asked for, and by a look at what the store can do. Safe for use by several threads.
 */
final class OneWriter implements WriteGuard {

    private final Fence fence = new Fence();
    private final LeaseKeeper lease;
    private final StoreCheck store;
    private final ReplicaClient guarded;

    /** Creates the guard of a replica whose client asks nobody. */
    OneWriter(DatabaseOptions options, ReplicaClient replica, StatusReporter reporter, InstantSource clock) {
        this.lease = new LeaseKeeper(options, replica.sideObjects(), fence, reporter, clock);
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
}
