package io.litestream4j;

import io.litestream4j.replica.FencedException;
import io.litestream4j.replica.WriteGuard;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Keeps this process from writing to a replica once another one does. Open at first; once closed it never opens again. Safe
 * for use by several threads.
 */
final class Fence implements WriteGuard {

    private final CompletableFuture<String> closed = new CompletableFuture<>();

    /** Closes it, and tells everybody who wants to know before it returns; does nothing if it is closed. */
    void close(String reason) {
        closed.complete(reason);
    }

    /** Has an action carried out with the reason, once it is closed; at once if it is. */
    void whenClosed(Consumer<String> action) {
        closed.thenAccept(action);
    }

    /** Returns whether it is open. */
    boolean isOpen() {
        return !closed.isDone();
    }

    @Override
    public void check() throws FencedException {
        if (closed.isDone()) {
            throw new FencedException(closed.join());
        }
    }

    /**
     * Returns if it is open.
     *
     * @throws LitestreamException if it is not; says why
     */
    void requireOpen(String database) {
        if (closed.isDone()) {
            throw new LitestreamException(
                    database + " is fenced, nothing is uploaded any more: " + closed.join(), null);
        }
    }
}
