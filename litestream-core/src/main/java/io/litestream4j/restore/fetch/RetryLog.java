package io.litestream4j.restore.fetch;

import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says why a replica cannot be read, at once and then once a minute, and when reading goes on: whoever waits must not take
 * that for a program that hangs. Safe for use by several threads.
 */
public final class RetryLog {

    private static final Logger log = LoggerFactory.getLogger(RetryLog.class);
    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final ReplicaUrl replica;
    private final LongSupplier nanos;
    private long next;

    // Read without a lock after whatever arrives.
    private volatile boolean warned;

    /**
     * Creates a log for one restore or verification.
     *
     * @param replica what is read
     * @param nanos tells monotonic time
     */
    public RetryLog(ReplicaUrl replica, LongSupplier nanos) {
        this.replica = replica;
        this.nanos = nanos;
        this.next = nanos.getAsLong();
    }

    /** Notes a failure after which there is another try. */
    synchronized void failed(IOException failure) {
        long now = nanos.getAsLong();
        if (now - next >= 0) {
            next = now + INTERVAL_NANOS;
            warned = true;
            log.warn("Cannot read the replica now, trying again replica={}: {}", replica, failure.toString());
        }
    }

    /** Notes that the store has answered. */
    void succeeded() {
        if (warned) {
            goesOn();
        }
    }

    private synchronized void goesOn() {
        if (warned) {
            warned = false;
            log.info("Reading goes on replica={}", replica);
        }
    }
}
