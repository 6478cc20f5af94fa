package io.litestream4j;

import io.litestream4j.lease.Lease;
import io.litestream4j.lease.LeaseTerms;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.WriteGuard;
import io.litestream4j.status.LeaseStatus;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One database's part in the lease that covers its replica, if one is asked for: waits for it, gives it back, shows it.
 * {@link #acquire} and {@link #release} are called by one thread at a time; all other methods by any.
 */
final class LeaseKeeper implements WriteGuard {

    private final DatabaseOptions options;
    private final ReplicaClient own;
    private final SharedLeases leases;
    private final SharedLease lease;
    private final Fence fence;
    private final StatusReporter reporter;
    private final InstantSource clock;
    private volatile SharedLease.@Nullable Turn wish;
    private volatile SharedLease.@Nullable Turn turn;
    private volatile @Nullable Lease held;
    private boolean lost;

    /**
     * Creates a keeper that holds nothing.
     *
     * @param own the replica's client, not guarded: the lease is what the guard asks for
     */
    LeaseKeeper(
            DatabaseOptions options,
            ReplicaClient own,
            SharedLeases leases,
            Fence fence,
            StatusReporter reporter,
            InstantSource clock) {
        this.options = options;
        this.own = own;
        this.leases = leases;
        ReplicaUrl root = options.lease().root();
        this.lease = root == null ? new SharedLease(options.name()) : leases.at(root);
        this.fence = fence;
        this.reporter = reporter;
        this.clock = clock;
        fence.whenClosed(reason -> withdraw());
    }

    /** Returns whether a lease is needed to write. */
    boolean isRequired() {
        return options.lease().isRequired();
    }

    /** Returns how the lease is asked for. */
    LeaseTerms terms() {
        return new LeaseTerms(
                place().toString(),
                ThisProcess.name(),
                options.lease().ttl(),
                options.lease().patience(),
                clock,
                System::nanoTime);
    }

    private ReplicaUrl place() {
        ReplicaUrl root = options.lease().root();
        return root == null ? options.replicaUrl() : root;
    }

    /**
     * Opens the place of the lease.
     *
     * @throws IllegalArgumentException if it cannot be used
     */
    LeaseObjects open() {
        ReplicaUrl root = options.lease().root();
        return root == null ? LeaseObjects.of(own) : leases.open(options.replica(), root, lease::requested);
    }

    /**
     * Waits for the lease, if it is not held.
     *
     * @param meanwhile done again and again while somebody else holds it
     */
    void acquire(Runnable meanwhile) throws IOException {
        if (turn != null) {
            return;
        }
        SharedLease.Turn mine = lease.wish(this);
        wish = mine;
        try {
            SharedLease.Turn joined = lease.acquire(mine, meanwhile);
            held = joined.lease();
            turn = joined;
        } finally {
            wish = null;
        }
    }

    /** Ends a wait for the lease. */
    void cancel() {
        SharedLease.Turn waiting = wish;
        if (waiting != null) {
            lease.end(waiting);
        }
    }

    @Override
    public void check() throws IOException {
        Lease current = held;
        if (current != null) {
            current.check();
        } else if (isRequired()) {
            throw new IOException("the lease of " + place() + " is not held");
        }
    }

    /** Shows who holds the lease; not any more that this process does, once it has lost it. */
    synchronized void show(LeaseStatus status) {
        if (!(lost && status.held())) {
            reporter.lease(status);
        }
    }

    /** Shows that the lease is lost, and fences the database. */
    void lost(LeaseStatus status, String reason) {
        synchronized (this) {
            lost = true;
            reporter.lease(status);
        }
        fence.close(reason);
    }

    /** Tells of a request for the lease. */
    void requested(String operation, String outcome, long bytes) {
        reporter.requested(operation, outcome, bytes);
    }

    private void withdraw() {
        SharedLease.Turn joined = turn;
        if (joined != null) {
            lease.withdraw(joined, this);
        }
    }

    /**
     * Gives the lease back, as far as it is this database's.
     *
     * @param end how this database ended; unless it is quiet the lease ends by itself
     */
    void release(WriterEnd end) {
        SharedLease.Turn joined = turn;
        if (joined != null) {
            // First: what is still under way must not write to what may be another process's a moment later.
            held = null;
            lease.release(joined, this, end);
            turn = null;
        }
    }
}
