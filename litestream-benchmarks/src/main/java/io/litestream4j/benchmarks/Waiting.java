package io.litestream4j.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other processes do. */
final class Waiting {

    private static final Duration PAUSE = Duration.ofMillis(5);

    private Waiting() {}

    /** A condition that may have to look at files. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }

    /** Lets time go by. */
    static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /**
     * Waits until a condition holds.
     *
     * @throws IllegalStateException if it does not in time
     */
    static void until(String what, Duration atMost, Condition condition) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(what + " did not happen within " + atMost);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
