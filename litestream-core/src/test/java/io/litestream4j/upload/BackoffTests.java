package io.litestream4j.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final long seed = new Random().nextLong();
    private final Backoff backoff = new Backoff(new Random(seed));

    @Test
    void firstWaitIsShort() {
        assertThat(backoff.next()).as("seed %d", seed).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    }

    @Test
    void eachWaitIsTwiceAsLongLessARandomPart() {
        for (long longest = 100; longest < LIMIT.toMillis(); longest *= 2) {
            assertThat(backoff.next().toMillis()).as("seed %d", seed).isBetween(longest / 2, longest);
        }
    }

    @Test
    void noWaitIsLongerThanTheLimit() {
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.next()).as("seed %d", seed).isLessThanOrEqualTo(LIMIT);
        }
        assertThat(backoff.next()).as("seed %d", seed).isGreaterThanOrEqualTo(LIMIT.dividedBy(2));
    }

    @Test
    void aWaitIsAtLeastWhatIsAskedForAndLittleMore() {
        Duration asked = Duration.ofSeconds(100);
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.next(asked)).as("seed %d", seed).isBetween(asked, Duration.ofSeconds(110));
        }
    }

    @Test
    void aWaitIsNotShorterThanItsOwn() {
        for (int i = 0; i < 10; i++) {
            backoff.next();
        }
        assertThat(backoff.next(Duration.ofMillis(1))).as("seed %d", seed).isGreaterThanOrEqualTo(LIMIT.dividedBy(2));
        assertThat(backoff.next(Duration.ZERO)).as("seed %d", seed).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void resetBeginsAnew() {
        for (int i = 0; i < 10; i++) {
            backoff.next();
        }
        backoff.reset();
        assertThat(backoff.next()).as("seed %d", seed).isLessThanOrEqualTo(Duration.ofMillis(100));
    }
}
