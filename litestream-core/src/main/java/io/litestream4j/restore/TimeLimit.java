package io.litestream4j.restore;

import io.litestream4j.restore.RestoreException.Reason;
import io.litestream4j.restore.fetch.Deadline;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The end of the time that a restore may take. Safe for use by several threads. */
final class TimeLimit implements Deadline {

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
    public void check() throws RestoreException {
        if (Duration.ofNanos(nanos.getAsLong() - begin).compareTo(timeout) > 0) {
            throw new RestoreException(
                    Reason.TIMEOUT,
                    "the restore did not end within " + timeout + ": raise restore.timeout, or look at the store");
        }
    }
}
