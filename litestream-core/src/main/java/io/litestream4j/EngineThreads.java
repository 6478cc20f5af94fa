package io.litestream4j;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the engine's threads: the only place that does. They are daemons; those of a pool are interrupted when the
 * pool is ended early, the others never. */
final class EngineThreads {

    private static final Logger log = LoggerFactory.getLogger(EngineThreads.class);

    private EngineThreads() {}

    /** Starts a thread named {@code litestream-<role>-<database>}. */
    static Thread start(String role, String database, Runnable work) {
        Thread thread = new Thread(work, "litestream-" + role + "-" + database);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(
                (dead, failure) -> log.error("Thread {} has died: replication has stopped", dead.getName(), failure));
        thread.start();
        return thread;
    }

    /** Makes threads named {@code litestream-<role>-<database>}; the caller ends the pool. */
    static ExecutorService pool(String role, String database, int threads) {
        return Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "litestream-" + role + "-" + database);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Waits for a thread's end, but not for ever; returns whether it has ended. */
    static boolean join(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** Waits; for code that is given this as its way to wait. */
    static void pause(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
    }
}
