package io.litestream4j.capture;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How soon one capture follows another. Uploads are at most as often as the sync interval says, and the first after a
 * quiet interval goes at once. Under load a capture rests, for longer the more the last one found: what is committed
 * meanwhile is folded into one file, and the disk is left to the writers. Not safe for use by several threads.
 */
final class CapturePace {

    /** A capture rests for this many times its own length. */
    private static final int REST = 3;

    /** It rests for so long for each byte of its file: 0.5 ms after a commit of a few pages. */
    private static final long REST_NANOS_PER_BYTE = 200;

    private static final long LONGEST_REST = TimeUnit.MILLISECONDS.toNanos(100);

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
        long found = Math.min(LONGEST_REST, bytes * REST_NANOS_PER_BYTE);
        lastBegin = beginNanos;
        nextBegin = endNanos + Math.max(REST * (endNanos - beginNanos), found);
        begun = true;
    }
}
