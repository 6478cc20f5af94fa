package io.litestream4j.benchmarks;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process that belongs to a run and never outlives it.
 *
 * @param process the process
 */
record Program(Process process) implements AutoCloseable {

    private static final int SAMPLE_MILLIS = 5;
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** Starts a process; it is killed when it runs for longer than {@code atMost}, or when this process ends. */
    static Program start(ProcessBuilder command, Duration atMost) throws IOException {
        Process process = command.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        CompletableFuture.delayedExecutor(atMost.toMillis(), TimeUnit.MILLISECONDS)
                .execute(process::destroyForcibly);
        return new Program(process);
    }

    ProcessUsage usage() throws IOException {
        return ProcessUsage.of(process.toHandle());
    }

    /** Writes a line to its standard input, which not every program reads. */
    void tell(String line) throws IOException {
        Writer input = process.outputWriter(StandardCharsets.UTF_8);
        input.write(line + "\n");
        input.flush();
    }

    /** Waits for the end, which has to be a success, and returns what the process had used shortly before it. */
    ProcessUsage usageAtEnd() throws IOException, InterruptedException {
        ProcessUsage last = ProcessUsage.NONE;
        while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
            try {
                last = last.upTo(usage());
            } catch (IOException | NoSuchElementException ended) {
                // It has ended between the two lines above.
            }
        }
        join();
        return last;
    }

    /** Waits for the end, which has to be a success. */
    void join() throws InterruptedException {
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException("process " + process.pid() + " ended with exit code " + code);
        }
    }

    /** Kills the process and waits for its end. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor(GRACE.toSeconds(), TimeUnit.SECONDS);
    }
}
