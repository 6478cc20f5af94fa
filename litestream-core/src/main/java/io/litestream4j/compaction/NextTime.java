package io.litestream4j.compaction;

import java.time.Duration;
import java.time.Instant;

/** The times at which something is to be done. */
@FunctionalInterface
public interface NextTime {

    /** Returns the first time after {@code instant}. */
    Instant after(Instant instant);

    /** Returns the multiples of an interval on the wall clock, counted from the epoch; {@code interval} is positive. */
    static NextTime every(Duration interval) {
        long millis = interval.toMillis();
        return instant -> Instant.ofEpochMilli(Math.floorDiv(instant.toEpochMilli(), millis) * millis + millis);
    }
}
