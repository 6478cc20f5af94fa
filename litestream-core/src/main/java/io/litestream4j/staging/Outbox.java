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
 * The staged files that are not on the replica yet, in the order in which they have to get there. One thread adds, one
 * thread takes away; safe for use by any.
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

    private final Deque<Item> items = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition woken = lock.newCondition();
    private long bytes;
    private boolean ended;

    /** Removes all files, which are given up. */
    public List<Item> clear() {
        lock.lock();
        try {
            List<Item> removed = List.copyOf(items);
            items.clear();
            bytes = 0;
            return removed;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a file behind the others. */
    public void add(Item item) {
        lock.lock();
        try {
            items.addLast(item);
            bytes += item.file().size();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the file that is next, after at most {@code patience}; it stays here until it is {@link #remove removed}. */
    public Optional<Item> next(Duration patience) {
        lock.lock();
        try {
            if (items.isEmpty()) {
                awaitChange(patience);
            }
            return Optional.ofNullable(items.peekFirst());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the first snapshot; waits for a change, but no longer than {@code patience}, if there is none. It stays here
     * until it is {@link #remove removed}.
     */
    public Optional<Item> nextSnapshot(Duration patience) {
        lock.lock();
        try {
            if (firstSnapshot().isEmpty()) {
                awaitChange(patience);
            }
            return firstSnapshot();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Item> firstSnapshot() {
        return items.stream().filter(item -> item.level() == SNAPSHOT_LEVEL).findFirst();
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

    private void awaitChange(Duration patience) {
        await(changed, patience);
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

    /** Removes the file that was next. */
    public void remove(Item item) {
        lock.lock();
        try {
            if (items.remove(item)) {
                bytes -= item.file().size();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns all files, the next one first. */
    public List<Item> items() {
        lock.lock();
        try {
            return List.copyOf(items);
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether everything staged is on the replica. */
    public boolean isEmpty() {
        lock.lock();
        try {
            return items.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What is here.
     *
     * @param files number of files
     * @param bytes their size
     * @param oldest when the oldest change in them was noticed; null if there is none
     */
    public record Content(int files, long bytes, @Nullable Instant oldest) {}

    /** Returns what is here now. */
    public Content content() {
        lock.lock();
        try {
            Item first = items.peekFirst();
            return new Content(items.size(), bytes, first == null ? null : first.since());
        } finally {
            lock.unlock();
        }
    }
}
