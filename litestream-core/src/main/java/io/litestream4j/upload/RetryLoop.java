package io.litestream4j.upload;

import io.litestream4j.replica.FencedException;
import io.litestream4j.staging.Outbox;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * Does one step after the other on one thread, until it is ended or somebody else turns out to write to the replica. After
 * each failure in a row it waits longer. {@link #end()} may be called by any thread.
 */
final class RetryLoop {

    /** What is done again and again. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException, InterruptedException;
    }

    private final Outbox outbox;
    private final UploadListener listener;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private boolean failing;
    private volatile boolean ended;

    RetryLoop(Outbox outbox, UploadListener listener) {
        this.outbox = outbox;
        this.listener = listener;
    }

    void end() {
        ended = true;
        outbox.end();
    }

    void run(Step step) {
        try {
            loop(step);
        } catch (FencedException e) {
            listener.fenced(String.valueOf(e.getMessage()));
        } catch (Throwable e) {
            // Whatever ends this thread shows as a stalled stage, not as silence.
            listener.failed(new IllegalStateException("the upload thread has died: " + e, e), true);
            throw e;
        }
    }

    private void loop(Step step) throws FencedException {
        while (!ended) {
            try {
                step.run();
                succeeded();
            } catch (FencedException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                failing = true;
                listener.failed(e, false);
                outbox.pause(backoff.next());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void succeeded() {
        backoff.reset();
        if (failing) {
            failing = false;
            listener.recovered();
        }
    }
}
