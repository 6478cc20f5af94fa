package io.litestream4j.lease;

import java.time.Duration;

/**
 * When a lease may be taken and when its holder may write, as functions of values.
 *
 * <p>Clocks of two hosts are never compared: a holder whose clock is wrong by hours, in either direction, keeps its lease as
 * long as it renews it, and loses it when it does not. Each side measures a length of time by itself:
 *
 * <pre>
 *   holder:   sends the renewal ──── may write for 4/5 of the TTL ────┤ stops
 *   others:          └─ see the new version ──── the whole TTL, unchanged ────┤ may take it
 * </pre>
 *
 * <p>The holder counts from before it sent the request, the others from after they saw its effect, so the holder has stopped
 * at least a fifth of the TTL before. That fifth is what one request may take to arrive. A request that arrives later still,
 * because its process was stopped after the check, is refused as long as the store keeps create-only writes.
 */
final class LeaseRule {

    /** What Litestream's own holders use, who do not write their TTL. */
    private static final Duration LITESTREAM_TTL = Duration.ofSeconds(30);

    private LeaseRule() {}

    /**
     * Returns how long a lease still has to stay as it is until another process may take it; zero for now.
     *
     * @param unchanged for how long the taker has seen this very version
     * @param ownTtl the taker's own TTL
     */
    static Duration left(LeaseRecord lease, Duration unchanged, Duration ownTtl) {
        if (lease.isReleased()) {
            return Duration.ZERO;
        }
        Duration left = ttl(lease, ownTtl).minus(unchanged);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Duration ttl(LeaseRecord lease, Duration ownTtl) {
        if (!lease.ttl().isZero()) {
            return lease.ttl();
        }
        return ownTtl.compareTo(LITESTREAM_TTL) > 0 ? ownTtl : LITESTREAM_TTL;
    }

    /**
     * Returns whether the holder may write.
     *
     * @param monotonic time since the last confirmed renewal was sent, by a clock that is never set
     * @param wall the same by a clock that may be set; it goes on while a virtual machine is suspended, which the other may
     *     not. One of the two is enough to stop
     */
    static boolean mayWrite(Duration monotonic, Duration wall, Duration ttl) {
        Duration longest = ttl.multipliedBy(4).dividedBy(5);
        return monotonic.compareTo(longest) < 0 && wall.compareTo(longest) < 0;
    }

    /** Returns how long after the last renewal the next one is due. */
    static Duration renewAfter(Duration ttl) {
        return ttl.dividedBy(3);
    }

    /** Returns how long to wait before something that failed or was refused is tried again. */
    static Duration retryAfter(Duration ttl) {
        Duration retry = ttl.dividedBy(15);
        return retry.compareTo(Duration.ofSeconds(1)) < 0 ? retry : Duration.ofSeconds(1);
    }
}
