package io.litestream4j.restore;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of a restore. Safe for use by several threads. */
final class ProgressMeter {

    private final RestoreProgress listener;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong total = new AtomicLong();

    ProgressMeter(RestoreProgress listener) {
        this.listener = listener;
    }

    /** Begins a plan: what was read for an earlier one is read again. */
    void begin(long planned) {
        total.set(bytes.get() + planned);
    }

    /** Takes bytes that arrived. */
    void arrived(int count) {
        listener.onProgress(bytes.addAndGet(count), total.get());
    }

    /** Takes bytes of the plan that need not be read. */
    void spared(long count) {
        total.addAndGet(-count);
    }

    /** Returns the number of bytes that arrived, for all plans. */
    long bytes() {
        return bytes.get();
    }
}
