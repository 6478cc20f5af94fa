package io.litestream4j.capture;

import java.time.Duration;

/**
 * How soon one capture follows another. Uploads are at most as often as the sync interval says, and the first after a
 * quiet interval goes at once. Under load a capture waits for a few times its own length: what is committed meanwhile is
 * folded into one file. Not safe for use by several threads.
 */
final class CapturePace {

    private static final int REST = 3;

    private final long syncInterval;
    private long lastBegin;
    private long lastEnd;
    private boolean begun;

    CapturePace(Duration syncInterval) {
        this.syncInterval = syncInterval.toNanos();
    }

    /** Returns how long to wait before the next capture, in nanoseconds; 0 or less if it may begin. */
    long remaining(long now) {
        if (!begun) {
            return 0;
        }
        long rest = lastEnd + REST * (lastEnd - lastBegin) - now;
        return Math.max(rest, lastBegin + syncInterval - now);
    }

    void captured(long beginNanos, long endNanos) {
        lastBegin = beginNanos;
        lastEnd = endNanos;
        begun = true;
    }
}
