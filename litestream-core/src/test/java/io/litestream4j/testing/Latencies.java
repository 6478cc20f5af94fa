package io.litestream4j.testing;

import java.util.concurrent.atomic.AtomicLongArray;

/** How long things took, with an error of at most a tenth. Safe for use by several threads. */
public final class Latencies {

    private static final double GROWTH = 1.1;
    private static final int BUCKETS = 256;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

    /** Adds one. */
    public void add(long nanos) {
        double micros = Math.max(1, nanos / 1000.0);
        int bucket = (int) Math.ceil(Math.log(micros) / Math.log(GROWTH));
        counts.incrementAndGet(Math.min(BUCKETS - 1, bucket));
    }

    /** Returns how many there are. */
    public long count() {
        long count = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            count += counts.get(bucket);
        }
        return count;
    }

    /** Returns how many milliseconds a part of all, from 0 to 1, took at most. */
    public double millis(double part) {
        long wanted = (long) Math.ceil(count() * part);
        long seen = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            seen += counts.get(bucket);
            if (seen >= wanted) {
                return Math.pow(GROWTH, bucket) / 1000;
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
