package io.litestream4j.capture;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Wakes one thread for one of several reasons. A reason that is given while the thread is busy, or does not wait for it, is
 * remembered and costs the caller one volatile read. Threads may take turns.
 */
public final class WakeUp {

    /** Something may have been committed. */
    public static final int COMMIT = 1;

    /** Everything staged has been uploaded. */
    public static final int UPLOADED = 2;

    /** Somebody asks for something. */
    public static final int REQUEST = 4;

    private final AtomicInteger reasons = new AtomicInteger();
    private volatile @Nullable Thread waiting;
    private volatile int wanted;
    private final Runnable start;

    /**
     * Creates one without a reason.
     *
     * @param start is called for each reason that was not given yet: there may be no thread to wake
     */
    public WakeUp(Runnable start) {
        this.start = start;
    }

    /** Gives a reason; safe for use by any thread. */
    public void signal(int reason) {
        if ((reasons.get() & reason) == reason) {
            return;
        }
        reasons.getAndUpdate(given -> given | reason);
        Thread thread = waiting;
        if (thread != null && (wanted & reason) != 0) {
            LockSupport.unpark(thread);
        }
        start.run();
    }

    /**
     * Starts the thread if somebody waits for it: there may have been none to have when the reason was given.
     *
     * @param committed whether there may be a new reason, {@link #COMMIT}
     */
    void remind(boolean committed) {
        if (committed) {
            signal(COMMIT);
        }
        if ((reasons.get() & (COMMIT | REQUEST)) != 0) {
            start.run();
        }
    }

    /**
     * Waits for one of several reasons, for the owning thread only; takes those that were given.
     *
     * @return whether there was one
     */
    boolean await(int mask, long nanos) {
        long deadline = System.nanoTime() + nanos;
        wanted = mask;
        waiting = Thread.currentThread();
        long left = nanos;
        while ((reasons.get() & mask) == 0 && left > 0) {
            LockSupport.parkNanos(this, left);
            left = deadline - System.nanoTime();
        }
        waiting = null;
        return (reasons.getAndUpdate(given -> given & ~mask) & mask) != 0;
    }
}
