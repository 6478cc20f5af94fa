package io.litestream4j.testing;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Counts the bytes of one direction, over all connections, up to the one that breaks its connection. */
final class ResetTrigger {

    private static final long NEVER = Long.MAX_VALUE;

    private long left = NEVER;
    private int mean;
    private @Nullable Random random;
    private int fired;

    synchronized void arm(long bytes) {
        left = bytes;
        random = null;
    }

    synchronized void armAgain(Random source, int meanBytes) {
        random = source;
        mean = meanBytes;
        left = next(source);
    }

    private long next(Random source) {
        // As if each byte could be the one: long stretches without a reset come too, so that everything gets through
        // once.
        return 1 + (long) (-mean * Math.log(1 - source.nextDouble()));
    }

    synchronized void disarm() {
        arm(NEVER);
    }

    /** Returns how many of so many bytes get through; if not all do, the connection has to break. */
    synchronized int passing(int bytes) {
        if (bytes < left) {
            left -= left == NEVER ? 0 : bytes;
            return bytes;
        }
        int passing = (int) left - 1;
        left = random == null ? NEVER : next(random);
        fired++;
        return passing;
    }

    synchronized int fired() {
        return fired;
    }
}
