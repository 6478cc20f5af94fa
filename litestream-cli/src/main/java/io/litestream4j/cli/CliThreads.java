package io.litestream4j.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Makes the threads that read from a replica: daemons, which never keep the process alive. */
final class CliThreads {

    private static final int PATIENCE_SECONDS = 5;

    private CliThreads() {}

    static ExecutorService pool(int threads) {
        return Executors.newFixedThreadPool(threads, CliThreads::thread);
    }

    /** Runs one of the requests that a client makes at the same time. */
    static void run(Runnable request) {
        thread(request).start();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "litestream-read");
        thread.setDaemon(true);
        return thread;
    }

    static void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }

    /**
     * Does work on this thread, which is interrupted when the process is asked to end; the process then waits for it, so that a
     * restore takes its temporary file away.
     *
     * @return what the work has returned
     */
    static int interruptibly(IntSupplier work) {
        Thread worker = Thread.currentThread();
        CountDownLatch done = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            worker.interrupt();
                            await(done);
                        },
                        "litestream-interrupt"));
        try {
            return work.getAsInt();
        } finally {
            done.countDown();
        }
    }

    private static void await(CountDownLatch done) {
        try {
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
