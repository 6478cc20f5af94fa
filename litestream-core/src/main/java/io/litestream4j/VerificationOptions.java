package io.litestream4j;

import io.litestream4j.verify.VerifyMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often a replica is verified while it is written to.
 *
 * @param interval how long after the start, and after the end of each verification, the next one begins, at least a millisecond;
 *     null for never
 * @param mode how much is read
 */
public record VerificationOptions(@Nullable Duration interval, VerifyMode mode) {

    /** Never. */
    public static final VerificationOptions DEFAULTS = new VerificationOptions(null, VerifyMode.QUICK);

    /** Checks the range. */
    public VerificationOptions {
        if (interval != null && interval.toMillis() < 1) {
            throw new IllegalArgumentException("verification.interval must be positive, not " + interval);
        }
    }
}
