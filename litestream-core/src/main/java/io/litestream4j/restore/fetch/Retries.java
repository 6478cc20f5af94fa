package io.litestream4j.restore.fetch;

import io.litestream4j.replica.ReplicaUnavailableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What is done about failed requests: three more tries, with growing pauses, or longer ones if the store asks
 * for that. Safe for use by several threads. */
public final class Retries {

    /** How often a failed request is made again. */
    public static final int MAX = 3;

    /** A connection may break; a store that is away gives nothing on the next one either. */
    private static final int ORDINARY_BREAKS = 1;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private static final Duration LONGEST_STEP = Duration.ofSeconds(1);

    private final Pause pause;
    private final Deadline deadline;
    private final RetryLog log;
    private final AtomicLong arrived = new AtomicLong();

    /**
     * Creates an object for one restore.
     *
     * @param pause waits between tries
     * @param deadline ends the tries
     * @param log hears of what lasts
     */
    public Retries(Pause pause, Deadline deadline, RetryLog log) {
        this.pause = pause;
        this.deadline = deadline;
        this.log = log;
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
                T answer = request.send();
                log.succeeded();
                return answer;
            } catch (IOException e) {
                afterFailure(failures, 0, e);
            }
        }
    }

    /** Notes that bytes have arrived: the store is not away. */
    void arrived(int bytes) {
        arrived.addAndGet(bytes);
        log.succeeded();
    }

    /**
     * Returns how many bytes have arrived, for whomever. Readers that share a connection fail together when it breaks, also
     * those that it had brought nothing yet: as long as this number grows, their failures do not add up.
     */
    long arrived() {
        return arrived.get();
    }

    /** In steps, so that nobody waits beyond the deadline. */
    private void pause(Duration whole, IOException failure) throws IOException, InterruptedException {
        Duration left = whole;
        while (!left.isZero()) {
            deadline.check(failure);
            Duration step = left.compareTo(LONGEST_STEP) < 0 ? left : LONGEST_STEP;
            pause.pause(step);
            left = left.minus(step);
        }
    }

    /**
     * Waits before a stream is opened again, or gives up.
     *
     * @param failures how often it has failed in a row, 1 or more
     * @param failure the last failure, thrown when it was one too many
     */
    void afterBreak(int failures, IOException failure) throws IOException {
        afterFailure(failures, ORDINARY_BREAKS, failure);
    }

    private void afterFailure(int failures, int ordinary, IOException failure) throws IOException {
        if (failures > MAX) {
            throw failure;
        }
        deadline.check(failure);
        // What is interrupted is not tried again.
        if (failures > ordinary && !Thread.currentThread().isInterrupted()) {
            log.failed(failure);
        }
        Duration own = FIRST_PAUSE.multipliedBy(1L << (failures - 1));
        Duration asked = ReplicaUnavailableException.retryAfter(failure);
        try {
            pause(own.compareTo(asked) > 0 ? own : asked, failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("interrupted while waiting for the replica");
            interrupted.addSuppressed(failure);
            throw interrupted;
        }
    }
}
