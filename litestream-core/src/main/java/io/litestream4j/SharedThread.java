package io.litestream4j;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that does something for all databases again and again, one after the other. It exists while there is something
 * to do. Safe for use by several threads.
 */
final class SharedThread implements Runnable {

    /** Something to do again and again. */
    @FunctionalInterface
    interface Task {

        /** Does what is due, and returns how long there is nothing to do. If it throws it is tried again in a second. */
        Duration step();
    }

    private static final Logger log = LoggerFactory.getLogger(SharedThread.class);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private record Due(Task task, long nanos) {}

    private final String role;
    private final OnDemandThread.Starter starter;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // By difference: the clock may pass the largest number.
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparing(Due::nanos, (one, other) -> Long.signum(one - other)));
    private @Nullable Task current;
    private boolean currentGoesOn;
    private boolean alive;

    // Of the thread only: what has failed last, and not succeeded since.
    private @Nullable Task failing;

    /**
     * Creates a thread that has nothing to do.
     *
     * @param role what it does, for its name
     */
    SharedThread(String role) {
        this(role, EngineThreads::start);
    }

    SharedThread(String role, OnDemandThread.Starter starter) {
        this.role = role;
        this.starter = starter;
    }

    /**
     * Has a task carried out from now on.
     *
     * @throws OutOfMemoryError if the system has no thread to give; the task is not taken then, and the next one is
     */
    void add(Task task) {
        lock.lock();
        try {
            if (!alive) {
                starter.start(role, "all", this);
                alive = true;
            }
            due.add(new Due(task, System.nanoTime()));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes a task, and waits until it is not being carried out any more, but not for ever; returns whether it is not.
     */
    boolean remove(Task task, Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            due.removeIf(next -> next.task().equals(task));
            changed.signalAll();
            while (task.equals(current) && left > 0) {
                currentGoesOn = false;
                left = changed.awaitNanos(left);
            }
            return !task.equals(current);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !task.equals(current);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        for (Task task = next(null, Duration.ZERO); task != null; ) {
            task = next(task, carryOut(task));
        }
    }

    /** Whatever one task throws, the others need the thread. */
    private Duration carryOut(Task task) {
        try {
            Duration pause = task.step();
            if (task.equals(failing)) {
                failing = null;
            }
            return pause;
        } catch (Throwable e) {
            logOnce(task, e);
            return AFTER_FAILURE;
        }
    }

    private void logOnce(Task task, Throwable failure) {
        try {
            if (!task.equals(failing)) {
                log.error("The {} of a database has failed; tried again every second", role, failure);
            }
            failing = task;
        } catch (OutOfMemoryError e) {
            // Not even that much is left; the next failure is logged instead.
            failing = null;
        }
    }

    /** Takes back what is done, and waits for the task that is due next; null if there are no more. */
    private @Nullable Task next(@Nullable Task done, Duration pause) {
        lock.lock();
        try {
            if (done != null) {
                giveBack(done, pause);
            }
            while (current == null && !due.isEmpty()) {
                takeOrWait(due.element());
            }
            alive = current != null;
            return current;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Task done, Duration pause) {
        if (currentGoesOn) {
            due.add(new Due(done, System.nanoTime() + pause.toNanos()));
        }
        current = null;
        changed.signalAll();
    }

    private void takeOrWait(Due first) {
        long wait = first.nanos() - System.nanoTime();
        if (wait <= 0) {
            due.remove();
            current = first.task();
            currentGoesOn = true;
            return;
        }
        try {
            changed.awaitNanos(wait);
        } catch (InterruptedException e) {
            // Nobody interrupts the engine's threads; whoever did only makes it look once more.
            Thread.currentThread().interrupt();
        }
    }
}
