package io.litestream4j.capture;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds the application's writers for a moment, right after a commit, while the engine takes SQLite's write lock. Without
 * it the engine would have to win a race against a writer that never pauses, and the writer would sleep in SQLite's busy
 * handler for milliseconds. A writer is never held longer than {@value #LONGEST_MILLIS} ms, whatever the engine does.
 */
public final class WriterGate {

    private static final long LONGEST_MILLIS = 250;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private volatile boolean closed;
    private volatile long turnNanos;

    /** Passes at once while the gate is open; the caller must not hold a transaction. */
    public void pass() {
        if (closed) {
            waitUntilOpen();
        }
        long turn = turnNanos;
        if (turn > 0) {
            LockSupport.parkNanos(this, turn);
        }
    }

    /** Makes each writer that passes wait for so long; 0 for not at all. */
    void turn(long nanos) {
        turnNanos = nanos;
    }

    private void waitUntilOpen() {
        long left = TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);
        boolean interrupted = false;
        lock.lock();
        try {
            while (closed && left > 0) {
                try {
                    left = opened.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                    left = 0;
                }
            }
        } finally {
            lock.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        closed = true;
    }

    void open() {
        closed = false;
        lock.lock();
        try {
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
