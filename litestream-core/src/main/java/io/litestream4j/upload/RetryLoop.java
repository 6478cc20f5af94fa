package io.litestream4j.upload;

import io.litestream4j.replica.FencedException;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.staging.Outbox;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * Does one step after the other, until there has been nothing to do for a while, until it is ended, or until somebody else
 * turns out to write to the replica. After each failure in a row it waits longer, also when another thread goes on, and as
 * long as the store asks for. {@link #end()} may be called by any thread.
 */
final class RetryLoop {

    /** What is done again and again. */
    @FunctionalInterface
    interface Step {

        /** Does what is next; returns false if there has been nothing to do for a while. */
        boolean run() throws IOException, InterruptedException;
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

    /** Returns true when there has been nothing to do for a while, false if nothing will be done any more. */
    boolean run(Step step) {
        try {
            return loop(step);
        } catch (FencedException e) {
            listener.fenced(String.valueOf(e.getMessage()));
            return false;
        } catch (Throwable e) {
            // Whatever ends this thread shows as a stalled stage, not as silence.
            listener.failed(new IllegalStateException("the upload thread has died: " + e, e), true);
            throw e;
        }
    }

    private boolean loop(Step step) throws FencedException {
        boolean more = true;
        while (more && !ended) {
            try {
                more = step.run();
                succeeded();
            } catch (FencedException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                failed(e);
            } catch (Error e) {
                // No memory or no thread, above all: another time there may be.
                failed(new IllegalStateException(e.toString(), e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return !ended;
    }

    private void failed(Exception failure) {
        failing = true;
        listener.failed(failure, false);
        outbox.pause(backoff.next(ReplicaUnavailableException.retryAfter(failure)));
    }

    private void succeeded() {
        backoff.reset();
        if (failing) {
            failing = false;
            listener.recovered();
        }
    }
}
