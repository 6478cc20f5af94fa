package io.litestream4j.cli;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Makes the threads that read from a replica: daemons, which never keep the process alive. */
final class CliThreads {

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
     * Interrupts the calling thread when the process is asked to end, and has the process wait for it: a restore then takes
     * its temporary file away.
     */
    static void interruptAtSignal() {
        Thread worker = Thread.currentThread();
        Thread hook = new Thread(
                () -> {
                    worker.interrupt();
                    await(worker);
                },
                "litestream-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private static void await(Thread worker) {
        try {
            worker.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
