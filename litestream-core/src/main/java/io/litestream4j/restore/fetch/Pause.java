package io.litestream4j.restore.fetch;

import java.time.Duration;

/** Waits; injected, so that the engine decides how, and tests do not wait. */
@FunctionalInterface
public interface Pause {

    /** Returns after {@code duration}. */
    void pause(Duration duration) throws InterruptedException;
}
