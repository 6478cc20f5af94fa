package io.litestream4j.lease;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * How a lease is asked for.
 *
 * @param replica where the replica is, for people
 * @param owner who asks, as {@code host:pid}
 * @param ttl how long it lasts after a renewal
 * @param patience how long to wait for somebody else's
 * @param clock tells the time that is written into the lease
 * @param nanos tells monotonic time
 */
public record LeaseTerms(
        String replica, String owner, Duration ttl, Duration patience, InstantSource clock, LongSupplier nanos) {}
