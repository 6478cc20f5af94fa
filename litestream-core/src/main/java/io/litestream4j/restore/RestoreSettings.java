package io.litestream4j.restore;

import java.time.Duration;

/**
 * How a restore is done.
 *
 * @param integrityCheck how the result is checked before it gets its name
 * @param parallelism how many requests are under way at the same time, and on how many threads, 1 or more
 * @param timeout how long all of it may take
 */
public record RestoreSettings(IntegrityCheckMode integrityCheck, int parallelism, Duration timeout) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if there would be no thread
     */
    public RestoreSettings {
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism must be at least 1, not " + parallelism);
        }
    }
}
