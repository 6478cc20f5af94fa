package io.litestream4j.staging;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The staged captures that are not on the replica yet, in the order in which they have to get there. One thread adds, one
 * takes them away; safe for use by any.
 */
public final class Outbox {

    /** The level of files as captured. */
    public static final int CAPTURE_LEVEL = 0;

    /** The level of snapshots. */
    public static final int SNAPSHOT_LEVEL = 9;

    /**
     * A file to upload.
     *
     * @param level the level in the replica
     * @param file where it is
     * @param since when the oldest change in it was noticed
     * @param full whether it holds every page
     */
    public record Item(int level, StagedFile file, Instant since, boolean full) {}

    private final Deque<Item> captures = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition woken = lock.newCondition();
    private long bytes;
    private long fullBytes;
    private boolean ended;
    private volatile Runnable added = () -> {};

    /** Has somebody told of each file that is added from now on; the one before is told no more. */
    public void whenAdded(Runnable listener) {
        added = listener;
    }

    /** Removes all files, which are given up. */
    public List<Item> clear() {
        lock.lock();
        try {
            List<Item> removed = items();
            captures.clear();
            bytes = 0;
            fullBytes = 0;
            return removed;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a file behind the others. */
    public void add(Item item) {
        lock.lock();
        try {
            captures.addLast(item);
            count(item, 1);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        added.run();
    }

    private void count(Item item, int sign) {
        long size = sign * item.file().size();
        bytes += size;
        fullBytes += item.full() ? size : 0;
    }

    /** Returns the capture that is next, after at most {@code patience}; it stays here until it is {@link #remove removed}. */
    public Optional<Item> next(Duration patience) {
        lock.lock();
        try {
            if (captures.isEmpty()) {
                await(changed, patience);
            }
            return Optional.ofNullable(captures.peekFirst());
        } finally {
            lock.unlock();
        }
    }

    /** Waits until {@link #end()} is called: new files are no reason to try a broken store again. */
    public void pause(Duration patience) {
        lock.lock();
        try {
            await(woken, patience);
        } finally {
            lock.unlock();
        }
    }

    private void await(Condition condition, Duration patience) {
        if (ended) {
            return;
        }
        try {
            // Whoever is woken without a reason only looks once more.
            condition.awaitNanos(patience.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all waits, now and later. */
    public void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Removes a file that was next. */
    public void remove(Item item) {
        lock.lock();
        try {
            if (captures.remove(item)) {
                count(item, -1);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns all files, the next one first. */
    public List<Item> items() {
        lock.lock();
        try {
            return List.copyOf(captures);
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether every staged capture is on the replica. */
    public boolean isEmpty() {
        lock.lock();
        try {
            return captures.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The captures that are here.
     *
     * @param files number of files
     * @param bytes their size
     * @param fullBytes the size of those that hold every page
     * @param oldest when the oldest change in them was noticed; null if there is none
     */
    public record Content(
            int files, long bytes, long fullBytes, @Nullable Instant oldest) {}

    /** Returns what captures are here now. */
    public Content content() {
        lock.lock();
        try {
            Item first = captures.peekFirst();
            return new Content(captures.size(), bytes, fullBytes, first == null ? null : first.since());
        } finally {
            lock.unlock();
        }
    }
}
