package io.litestream4j.status;

/** Hears of events, on the engine's threads: it must be quick, must not block and must not throw. */
@FunctionalInterface
public interface DatabaseListener {

    /** Handles an event. */
    void onEvent(DatabaseEvent event);
}
