package io.litestream4j;

import io.litestream4j.replica.FencedException;
import io.litestream4j.replica.WriteGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this process from writing to a replica once another one does. Open at first; once closed it never opens again. Safe
 * for use by several threads.
 */
final class Fence implements WriteGuard {

    private final List<Consumer<String>> actions = new ArrayList<>();
    private volatile @Nullable String reason;

    /** Closes it, and then tells everybody who wants to know, before it returns; does nothing if it is closed. */
    void close(String why) {
        List<Consumer<String>> told;
        synchronized (this) {
            if (reason != null) {
                return;
            }
            reason = why;
            told = List.copyOf(actions);
        }
        told.forEach(action -> action.accept(why));
    }

    /** Has an action carried out with the reason, once it is closed, after those before it; at once if it is closed. */
    void whenClosed(Consumer<String> action) {
        String why;
        synchronized (this) {
            actions.add(action);
            why = reason;
        }
        if (why != null) {
            action.accept(why);
        }
    }

    /** Returns whether it is open. */
    boolean isOpen() {
        return reason == null;
    }

    @Override
    public void check() throws FencedException {
        String why = reason;
        if (why != null) {
            throw new FencedException(why);
        }
    }

    /**
     * Returns if it is open.
     *
     * @throws LitestreamException if it is not; says why
     */
    void requireOpen(String database) {
        String why = reason;
        if (why != null) {
            throw new LitestreamException(database + " is fenced, nothing is uploaded any more: " + why, null);
        }
    }
}
