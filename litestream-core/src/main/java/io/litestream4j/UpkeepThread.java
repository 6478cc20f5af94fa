package io.litestream4j;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that keeps the replicas of all databases, one after the other. It exists while there is something to keep.
 * Safe for use by several threads.
 */
final class UpkeepThread implements Runnable {

    /** Something to do again and again. */
    @FunctionalInterface
    interface Task {

        /** Does what is due, and returns how long there is nothing to do. Does not throw. */
        Duration step();
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Task, Long> due = new LinkedHashMap<>();
    private @Nullable Task current;
    private boolean alive;

    /** Has a task carried out from now on. */
    void add(Task task) {
        lock.lock();
        try {
            due.put(task, System.nanoTime());
            changed.signalAll();
            if (!alive) {
                alive = true;
                EngineThreads.start("upkeep", "all", this);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Removes a task, and waits until it is not being carried out any more, but not for ever. */
    void remove(Task task, Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            due.remove(task);
            changed.signalAll();
            while (task.equals(current) && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        for (Task task = next(null, Duration.ZERO); task != null; ) {
            task = next(task, task.step());
        }
    }

    /** Takes back what is done, and waits for the task that is due next; null if there are no more. */
    private @Nullable Task next(@Nullable Task done, Duration pause) {
        lock.lock();
        try {
            if (done != null) {
                due.replace(done, System.nanoTime() + pause.toNanos());
                current = null;
                changed.signalAll();
            }
            while (current == null && !due.isEmpty()) {
                takeOrWait();
            }
            alive = current != null;
            return current;
        } finally {
            lock.unlock();
        }
    }

    private void takeOrWait() {
        long now = System.nanoTime();
        Map.Entry<Task, Long> first = due.entrySet().stream()
                .min((one, other) -> Long.signum(one.getValue() - other.getValue()))
                .orElseThrow();
        long wait = first.getValue() - now;
        if (wait <= 0) {
            current = first.getKey();
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
