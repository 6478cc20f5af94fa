package io.litestream4j.restore.fetch;

import io.litestream4j.io.CorruptDataException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * What is done about failed requests: more tries, with growing pauses. Readers that share a connection fail together when it
 * breaks, and more often than it breaks: a few tries would not do. Safe for use by several threads.
 */
public final class Retries {

    /** How often a failed request is made again. */
    public static final int MAX = 6;

    /** How often data that end early are asked for again: rather than the connection, the file is at fault. */
    private static final int MAX_FOR_TRUNCATED = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final int MAX_DOUBLINGS = 4;

    private final Pause pause;
    private final Deadline deadline;

    /**
     * Creates an object for one restore.
     *
     * @param pause waits between tries
     * @param deadline ends the tries
     */
    public Retries(Pause pause, Deadline deadline) {
        this.pause = pause;
        this.deadline = deadline;
    }

    /** A request that can be made again. */
    public interface Request<T> {

        /** Makes the request. */
        T send() throws IOException;
    }

    /** Makes a request until it succeeds or has failed too often. */
    public <T> T call(Request<T> request) throws IOException {
        for (int failures = 1; ; failures++) {
            try {
                return request.send();
            } catch (IOException e) {
                afterFailure(failures, e);
            }
        }
    }

    /**
     * Waits before the next try, or gives up.
     *
     * @param failures how often the request has failed in a row, 1 or more
     * @param failure the last failure, thrown when it was one too many
     */
    void afterFailure(int failures, IOException failure) throws IOException {
        if (failures > (failure instanceof CorruptDataException ? MAX_FOR_TRUNCATED : MAX)) {
            throw failure;
        }
        deadline.check();
        try {
            pause.pause(FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("interrupted while waiting for the replica");
            interrupted.addSuppressed(failure);
            throw interrupted;
        }
    }
}
