package io.litestream4j.restore;

import io.litestream4j.restore.RestoreException.Reason;
import io.litestream4j.restore.fetch.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The end of the time that a restore may take. Safe for use by several threads. */
final class TimeLimit implements Deadline {

    private final InstantSource clock;
    private final Duration timeout;
    private final Instant end;

    TimeLimit(InstantSource clock, Duration timeout) {
        this.clock = clock;
        this.timeout = timeout;
        this.end = clock.instant().plus(timeout);
    }

    @Override
    public void check() throws RestoreException {
        if (clock.instant().isAfter(end)) {
            throw new RestoreException(
                    Reason.TIMEOUT,
                    "the restore did not end within " + timeout + ": raise restore.timeout, or look at the store");
        }
    }
}
