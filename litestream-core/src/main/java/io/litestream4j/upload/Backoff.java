package io.litestream4j.upload;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: twice as long each time up to a limit, and a random part less, so that many
 * databases do not come back at the same moment. Not safe for use by several threads.
 */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final RandomGenerator random;
    private Duration next = FIRST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        Duration current = next;
        Duration doubled = current.multipliedBy(2);
        next = doubled.compareTo(LIMIT) < 0 ? doubled : LIMIT;
        return current.minusMillis(random.nextLong(current.toMillis() / 2));
    }

    /**
     * Returns a wait that is at least as long as a store has asked for, and then a random part longer, so that many databases do
     * not come back at that moment.
     */
    Duration next(Duration asked) {
        Duration own = next();
        return own.compareTo(asked) > 0 ? own : asked.plusMillis(random.nextLong(asked.toMillis() / 10 + 1));
    }

    void reset() {
        next = FIRST;
    }
}
