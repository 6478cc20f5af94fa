package io.litestream4j.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
     * Does work on this thread, which is interrupted when a signal asks the process to end; the process then waits for it, so
     * that a restore takes its temporary file away. Work that ends in its own way all the same, because the signal came too
     * late, decides what the process ends with; otherwise the JVM does, with 128 and the signal's number.
     *
     * @return what the work has returned
     */
    static int interruptibly(IntSupplier work) {
        Thread worker = Thread.currentThread();
        CompletableFuture<Integer> end = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(worker, end), "litestream-interrupt"));
        try {
            int exitCode = work.getAsInt();
            end.complete(exitCode);
            return exitCode;
        } finally {
            end.complete(ExitCode.INTERRUPTED);
        }
    }

    private static void interrupt(Thread worker, CompletableFuture<Integer> end) {
        if (end.isDone()) {
            return;
        }
        worker.interrupt();
        int exitCode = await(end);
        if (exitCode != ExitCode.INTERRUPTED) {
            // The only way to another exit code than the signal's, once the JVM is about to end.
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private static int await(CompletableFuture<Integer> end) {
        try {
            return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            return ExitCode.INTERRUPTED;
        }
    }
}
