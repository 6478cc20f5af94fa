package io.litestream4j;

import io.litestream4j.lease.Lease;
import io.litestream4j.lease.LeaseListener;
import io.litestream4j.lease.LeaseRequest;
import io.litestream4j.lease.LeaseTerms;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.replica.WriteGuard;
import io.litestream4j.status.LeaseStatus;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The lease of one database's replica, if one is asked for: waits for it, has it renewed, gives it back. {@link #acquire()}
 * and {@link #release()} are called by one thread at a time; all other methods by any.
 */
final class LeaseKeeper implements WriteGuard {

    private static final long JOIN_MILLIS = 10_000;

    private final DatabaseOptions options;
    private final SideObjects objects;
    private final LeaseTerms terms;
    private final LeaseListener listener;
    private volatile @Nullable LeaseRequest request;
    private volatile @Nullable Lease lease;
    private @Nullable Thread renewal;

    /**
     * Creates a keeper that holds nothing.
     *
     * @param objects not guarded: the lease is what the guard asks for
     */
    LeaseKeeper(
            DatabaseOptions options, SideObjects objects, Fence fence, StatusReporter reporter, InstantSource clock) {
        this.options = options;
        this.objects = objects;
        this.terms = new LeaseTerms(
                options.replicaUrl().toString(),
                ThisProcess.name(),
                options.lease().ttl(),
                options.lease().patience(),
                clock,
                System::nanoTime);
        this.listener = new LeaseListener() {
            @Override
            public void changed(LeaseStatus status) {
                reporter.lease(status);
            }

            @Override
            public void lost(String reason) {
                fence.close(reason);
            }
        };
        fence.whenClosed(reason -> end());
    }

    /** Returns whether a lease is needed to write. */
    boolean isRequired() {
        return options.lease().isRequired();
    }

    /**
     * Waits for the lease, if it is not held.
     *
     * @param meanwhile done again and again while somebody else holds it
     */
    void acquire(Runnable meanwhile) throws IOException {
        if (lease != null) {
            return;
        }
        LeaseRequest wish = new LeaseRequest(objects, terms, listener);
        request = wish;
        try {
            Lease acquired = wish.acquire(meanwhile);
            lease = acquired;
            renewal = EngineThreads.start("lease", options.name(), acquired);
        } finally {
            request = null;
        }
    }

    /** Ends a wait for the lease. */
    void cancel() {
        LeaseRequest wish = request;
        if (wish != null) {
            wish.end();
        }
    }

    @Override
    public void check() throws IOException {
        Lease held = lease;
        if (held != null) {
            held.check();
        } else if (isRequired()) {
            throw new IOException("the lease of " + terms.replica() + " is not held");
        }
    }

    private void end() {
        Lease held = lease;
        if (held != null) {
            held.end();
        }
    }

    /**
     * Ends the renewals and gives the lease back.
     *
     * @param writable whether this process may still write; otherwise the lease ends by itself
     */
    void release(boolean writable) {
        Lease held = lease;
        Thread thread = renewal;
        if (held == null || thread == null) {
            return;
        }
        held.end();
        EngineThreads.join(thread, JOIN_MILLIS);
        if (writable && !thread.isAlive()) {
            held.release();
        }
        lease = null;
        renewal = null;
    }
}
