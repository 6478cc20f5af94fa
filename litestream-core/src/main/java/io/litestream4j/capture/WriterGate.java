package io.litestream4j.capture;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds the application's writers for a moment, right after a commit or before their first change, while the engine has
 * SQLite's write lock or is about to take it. Without it the engine would have to win a race against a writer that never
 * pauses, and writers would sleep in SQLite's busy handler, which looks again ever less often: after 33 ms, 53 ms, 78 ms. A
 * writer is never held longer than {@value #LONGEST_MILLIS} ms, whatever the engine does.
 */
public final class WriterGate {

    private static final long LONGEST_MILLIS = 250;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private volatile boolean closed;
    private volatile long turnNanos;

    /** Returns at once while the gate is open; the caller must not have the write lock. */
    public void awaitOpen() {
        if (closed) {
            waitUntilOpen();
        }
    }

    /** Waits as {@link #awaitOpen()} does, and for the caller's {@link #turn}; the caller must not hold a transaction. */
    public void pass() {
        awaitOpen();
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
