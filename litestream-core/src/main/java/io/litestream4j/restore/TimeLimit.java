package io.litestream4j.restore;

import io.litestream4j.io.FileFailures;
import io.litestream4j.restore.RestoreException.Reason;
import io.litestream4j.restore.fetch.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The end of the time that a restore may take. Safe for use by several threads. */
final class TimeLimit implements Deadline {

    private static final String ADVICE =
            "; look at the store, or allow more time: restore.timeout is for a start and the"
                    + " command line, restore.side-file.timeout for a plan or a file beside the database";

    private final LongSupplier nanos;
    private final Duration timeout;
    private final long begin;

    /**
     * Begins the time.
     *
     * @param nanos tells monotonic time: a clock that is set ends no restore
     */
    TimeLimit(LongSupplier nanos, Duration timeout) {
        this.nanos = nanos;
        this.timeout = timeout;
        this.begin = nanos.getAsLong();
    }

    @Override
    public void check(@Nullable IOException failure) throws RestoreException {
        if (Duration.ofNanos(nanos.getAsLong() - begin).compareTo(timeout) > 0) {
            throw over(failure);
        }
    }

    /** Returns what is thrown when the time is over: with why there had to be another try, if one has failed. */
    RestoreException over(@Nullable IOException failure) {
        boolean failed = failure != null && !(failure instanceof InterruptedIOException);
        String reason = failed ? "; the last try failed: " + FileFailures.describe(failure) : "";
        return new RestoreException(Reason.TIMEOUT, "not done within " + timeout + reason + ADVICE, failure);
    }

    /** Returns how long all of it may take. */
    Duration timeout() {
        return timeout;
    }
}
