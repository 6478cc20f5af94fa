package io.litestream4j.capture;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the capture thread waits for after a step, and whether it ends when that does not come. Each step says so anew. For
 * the capture thread only, but {@link #isOver()}.
 */
final class CaptureWait {

    /** How long the thread of an idle database waits for the next commit before it ends. */
    private static final Duration LONGEST_LINGER = Duration.ofSeconds(1);

    private final WakeUp wakeUp;
    private final long lingerNanos;
    private int mask = WakeUp.REQUEST;
    private @Nullable IdleLook nothingToDo;
    private volatile @Nullable IdleLook idle;

    CaptureWait(WakeUp wakeUp, Duration monitorInterval) {
        this.wakeUp = wakeUp;
        this.lingerNanos = Math.min(LONGEST_LINGER.toNanos(), monitorInterval.toNanos());
    }

    /** Has the next wait end for some reasons only; the thread goes on after it. */
    void only(int reasons) {
        mask = reasons;
        nothingToDo = null;
    }

    /**
     * Says that there is nothing to do, and returns for how many nanoseconds to wait.
     *
     * @param look how to see that there is something to do again; null if the thread has to look itself: for room, for those
     *     who wait for it, or for its turn to checkpoint
     */
    long idle(@Nullable IdleLook look) {
        mask = WakeUp.COMMIT | WakeUp.REQUEST;
        nothingToDo = look;
        return lingerNanos;
    }

    /** Waits; returns whether the thread is to go on. */
    boolean await(long nanos) {
        return wakeUp.await(mask, nanos) || nothingToDo == null;
    }

    /** Tells that the thread ends while there is nothing to do. */
    void suspended() {
        idle = nothingToDo;
    }

    /** Tells that there is a thread. */
    void resumed() {
        idle = null;
    }

    /** Returns whether there may be something to do although there is no thread; for any thread. */
    boolean isOver() {
        IdleLook now = idle;
        return now != null && now.mayBeOver();
    }
}
