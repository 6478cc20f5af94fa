package io.litestream4j.status;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is committed locally but not yet durable on the replica.
 *
 * @param transactions number of TXIDs, counting commits that no TXID has yet as one
 * @param bytes number of bytes in staged files and in WAL frames that are in no file yet
 * @param since when the oldest of it was committed or first noticed; null when nothing is missing
 */
public record Lag(long transactions, long bytes, @Nullable Instant since) {

    /** Nothing is missing. */
    public static final Lag NONE = new Lag(0, 0, null);

    /** Returns this if nothing else is missing than what it has, else with a commit since another time. */
    public Lag withCommit(@Nullable Instant other) {
        if (other == null || since != null && !other.isBefore(since)) {
            return this;
        }
        return new Lag(Math.max(1, transactions), bytes, other);
    }

    /** Returns the age of the oldest change that is missing, zero when nothing is. */
    public Duration age(Instant now) {
        if (since == null || since.isAfter(now)) {
            return Duration.ZERO;
        }
        return Duration.between(since, now);
    }
}
