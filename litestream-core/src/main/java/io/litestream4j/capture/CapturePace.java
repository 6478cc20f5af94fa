package io.litestream4j.capture;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How soon one capture follows another. Uploads are at most as often as the sync interval says, and the first after a
 * quiet interval goes at once. Under load a capture rests, for longer the more the last one found: what is committed
 * meanwhile is folded into one file, and the disk is left to the writers. Not safe for use by several threads.
 */
final class CapturePace {

    /** A file of a few pages: the load is low, and the next capture need not wait for more commits to fold. */
    private static final long FEW_BYTES = 16 * 1024;

    /** A capture rests for so long for each byte of its file above that. */
    private static final long REST_NANOS_PER_BYTE = 1_000;

    private static final long LONGEST_REST = TimeUnit.MILLISECONDS.toNanos(250);

    private final long syncInterval;
    private long lastBegin;
    private long nextBegin;
    private boolean begun;

    CapturePace(Duration syncInterval) {
        this.syncInterval = syncInterval.toNanos();
    }

    /** Returns how long to wait before the next capture, in nanoseconds; 0 or less if it may begin. */
    long remaining(long now) {
        return begun ? Math.max(nextBegin - now, lastBegin + syncInterval - now) : 0;
    }

    /**
     * Notes a capture.
     *
     * @param bytes size of its file
     */
    void captured(long beginNanos, long endNanos, long bytes) {
        long fold = Math.min(LONGEST_REST, Math.max(0, bytes - FEW_BYTES) * REST_NANOS_PER_BYTE);
        lastBegin = beginNanos;
        nextBegin = endNanos + Math.max(endNanos - beginNanos, fold);
        begun = true;
    }
}
