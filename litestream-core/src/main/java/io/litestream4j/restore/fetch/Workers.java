package io.litestream4j.restore.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share the work of one restore, or of one verification. The first failure ends all of it: what is under way is
 * interrupted, and what waits is not begun. Used by one thread, which also closes it.
 */
public final class Workers implements Closeable {

    /** Tasks that wait for a thread, so that none is ever without work, for each that runs. */
    private static final int QUEUED_PER_THREAD = 1;

    private final ExecutorService pool;
    private final int capacity;
    private final Semaphore free;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Begins with {@code threads} threads. */
    public Workers(WorkerPool threads, int count) {
        this.pool = threads.open(count);
        this.capacity = count * (1 + QUEUED_PER_THREAD);
        this.free = new Semaphore(capacity);
    }

    /** Work without a result. */
    @FunctionalInterface
    public interface Task {

        /** Does the work. */
        void run() throws IOException;
    }

    /**
     * Begins work whose result is {@link #await awaited}; as many as the caller likes.
     *
     * @param work may be interrupted
     */
    public <T> Future<T> fetch(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        pool.execute(task);
        return task;
    }

    /** Waits for a result of {@link #fetch}, and throws what the work has thrown. */
    public <T> T await(Future<T> result) throws IOException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /**
     * Does work on another thread, and waits as long as too much is under way.
     *
     * @throws IOException if earlier work has failed
     */
    public void run(Task work) throws IOException {
        acquire(1);
        throwFailure();
        pool.execute(() -> {
            try {
                if (failure.get() == null) {
                    work.run();
                }
            } catch (IOException | RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                free.release();
            }
        });
    }

    /** Waits until all work given to {@link #run} is done, and throws the first failure. */
    public void finish() throws IOException {
        acquire(capacity);
        free.release(capacity);
        throwFailure();
    }

    private void acquire(int permits) throws IOException {
        try {
            free.acquire(permits);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void throwFailure() throws IOException {
        Throwable failed = failure.get();
        if (failed != null) {
            throw rethrown(failed);
        }
    }

    /** Returns an exception from another thread, which keeps its type: callers tell by it what to do. */
    private static IOException rethrown(@Nullable Throwable thrown) {
        if (thrown instanceof RuntimeException runtime) {
            throw runtime;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof IOException io ? io : new IOException(thrown);
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while the replica was being read");
    }

    /** Ends all work, and returns when none is under way any more: what it writes to can be closed then. */
    @Override
    public void close() {
        failure.compareAndSet(null, new IOException("the work has ended"));
        pool.shutdownNow();
        boolean interrupted = Thread.interrupted();
        while (!isTerminated()) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isTerminated() {
        try {
            // Every request ends soon after its thread is interrupted.
            return pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
