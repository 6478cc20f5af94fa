package io.litestream4j;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that exists only while there is something to do. What it does is done by one thread at a time, and each of them
 * sees what the one before has left. Safe for use by several threads.
 */
final class OnDemandThread {

    private static final Logger log = LoggerFactory.getLogger(OnDemandThread.class);

    private enum State {
        /** There is no thread. */
        NONE,
        /** It is at work, and has been told of everything that there is to do. */
        WORKING,
        /** It is at work, or about to begin, and has to look once more before it ends. */
        WANTED
    }

    private final String role;
    private final String database;
    private final Runnable work;
    private final AtomicReference<State> state = new AtomicReference<>(State.NONE);
    private final Starter starter;
    private @Nullable Thread thread;
    private boolean refused;

    /** Makes a thread and starts it. */
    @FunctionalInterface
    interface Starter {
        Thread start(String role, String database, Runnable work);
    }

    /**
     * Creates it without a thread.
     *
     * @param work does what there is to do, waits a while for more, and returns; if it throws it is never done again
     */
    OnDemandThread(String role, String database, Runnable work) {
        this(role, database, work, EngineThreads::start);
    }

    OnDemandThread(String role, String database, Runnable work, Starter starter) {
        this.starter = starter;
        this.role = role;
        this.database = database;
        this.work = work;
    }

    /** Tells that there is something to do; while there is a thread that knows, this costs one volatile read. */
    void wake() {
        if (state.get() != State.WANTED) {
            startIfNone();
        }
    }

    /** Where the system has no thread to give, whoever wakes goes on, and the next one tries again. */
    private synchronized void startIfNone() {
        if (state.getAndSet(State.WANTED) == State.NONE) {
            try {
                thread = starter.start(role, database, this::run);
                refused = false;
            } catch (OutOfMemoryError e) {
                state.set(State.NONE);
                logOnce(e);
            }
        }
    }

    private void logOnce(OutOfMemoryError failure) {
        if (!refused) {
            refused = true;
            log.error("No thread to {} database={}; tried again with what comes next", role, database, failure);
        }
    }

    private void run() {
        do {
            state.set(State.WORKING);
            work.run();
        } while (!state.compareAndSet(State.WORKING, State.NONE));
    }

    /** Waits for the end of the thread, if there is one, but not for ever; returns whether there is none any more. */
    boolean join(long millis) {
        Thread last = last();
        return last == null || EngineThreads.join(last, millis);
    }

    private synchronized @Nullable Thread last() {
        return thread;
    }
}
