package io.litestream4j.restore.fetch;

import java.util.concurrent.ExecutorService;

/** Makes the threads that a restore works with; where threads come from is not the restore's to know. */
@FunctionalInterface
public interface WorkerPool {

    /**
     * Makes a pool.
     *
     * @param threads how many threads it has, 1 or more
     * @return a pool that takes any number of tasks; the caller ends it
     */
    ExecutorService open(int threads);
}
