package io.litestream4j.restore;

import io.litestream4j.restore.fetch.WorkerPool;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that made it when its time is over, so that a request that a store does not answer ends as well. For
 * one thread, beside the one that waits for the time.
 */
final class Alarm {

    private final Thread working = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private boolean over;
    private boolean ended;

    private Alarm() {}

    /** What has to be done in time. */
    @FunctionalInterface
    interface Work<T> {

        /** Does it; soon ends with an exception when its thread is interrupted. */
        T run() throws IOException;
    }

    /**
     * Does work on this thread.
     *
     * @throws RestoreException if the work did not end in time
     * @throws IOException what the work has thrown
     */
    static <T> T within(TimeLimit limit, WorkerPool threads, Work<T> work) throws IOException {
        Alarm alarm = new Alarm();
        ExecutorService clock = threads.open(1);
        try {
            clock.execute(() -> alarm.wait(limit));
            return work.run();
        } catch (RestoreException e) {
            throw e;
        } catch (IOException e) {
            throw alarm.end() ? limit.over(e) : e;
        } finally {
            alarm.end();
            clock.shutdown();
        }
    }

    private void wait(TimeLimit limit) {
        try {
            if (!done.await(limit.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                ring();
            }
        } catch (InterruptedException e) {
            // Somebody ends all threads of this pool: there is nothing to wait for any more.
        }
    }

    private synchronized void ring() {
        if (!ended) {
            over = true;
            working.interrupt();
        }
    }

    /** Ends the wait, and takes the interrupt back; returns whether there was one. */
    private synchronized boolean end() {
        if (over && !ended) {
            Thread.interrupted();
        }
        ended = true;
        done.countDown();
        return over;
    }
}
