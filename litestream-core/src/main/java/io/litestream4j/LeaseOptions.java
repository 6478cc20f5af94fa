package io.litestream4j;

import java.time.Duration;

/**
 * The lease that one process at a time holds on a replica.
 *
 * @param mode whether a lease is needed
 * @param ttl how long it lasts after it was last renewed, at least a second; it is renewed at a third of that
 * @param patience how long to wait for another process to release it, or to be found dead, before the start fails
 */
public record LeaseOptions(LeaseMode mode, Duration ttl, Duration patience) {

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

    /** Returns whether a lease is needed. */
    public boolean isRequired() {
        return mode == LeaseMode.REQUIRED;
    }
}
