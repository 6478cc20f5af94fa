package io.litestream4j;

import io.litestream4j.replica.ReplicaUrl;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The lease that one process at a time holds on a replica, or on all replicas below one place.
 *
 * @param mode whether a lease is needed
 * @param ttl how long it lasts after it was last renewed, at least a second; it is renewed at a third of that
 * @param patience how long to wait for another process to release it, or to be found dead, before the start fails
 * @param root where the lease lies that the databases of a {@link Litestream} share whose replicas are there or below; null
 *     for a lease of the replica's own
 */
public record LeaseOptions(
        LeaseMode mode,
        Duration ttl,
        Duration patience,
        @Nullable ReplicaUrl root) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** No lease; if one is asked for, 30 seconds, and up to five minutes of waiting. */
    public static final LeaseOptions DEFAULTS =
            new LeaseOptions(LeaseMode.OFF, Duration.ofSeconds(30), Duration.ofMinutes(5));

    /** Checks the ranges. */
    public LeaseOptions {
        if (ttl.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("lease.ttl must be at least 1s, not " + ttl);
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("lease.wait must not be negative, but is " + patience);
        }
    }

    /** Creates options for a lease of the replica's own. */
    public LeaseOptions(LeaseMode mode, Duration ttl, Duration patience) {
        this(mode, ttl, patience, null);
    }

    /** Returns these options for one lease that is shared by all databases whose replicas are at or below a URL. */
    public LeaseOptions sharedAt(ReplicaUrl shared) {
        return new LeaseOptions(mode, ttl, patience, shared);
    }

    /** Returns whether a lease is needed. */
    public boolean isRequired() {
        return mode == LeaseMode.REQUIRED;
    }

    /**
     * Checks that a replica is covered.
     *
     * @throws IllegalArgumentException if it is not at or below the root; names both
     */
    void requireCovers(ReplicaUrl replica) {
        if (isRequired() && root != null && !root.contains(replica)) {
            throw new IllegalArgumentException(
                    "the lease at " + root + " covers replicas at or below that URL only, and "
                            + replica + " is not: put the replica below it, or let the database have a lease of its own"
                            + " (lease.scope=database)");
        }
    }
}
