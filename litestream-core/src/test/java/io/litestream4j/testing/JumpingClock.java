package io.litestream4j.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The system's clock, set forward or back as clocks are. Safe for use by several threads. */
public final class JumpingClock implements InstantSource {

    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    /** Sets the clock forward, or back if the duration is negative. */
    public void jump(Duration duration) {
        offset.accumulateAndGet(duration, Duration::plus);
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(offset.get());
    }
}
