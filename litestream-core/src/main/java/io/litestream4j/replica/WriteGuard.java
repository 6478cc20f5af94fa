package io.litestream4j.replica;

import java.io.IOException;

/** Is asked before each request that changes a replica. Safe for use by several threads. */
@FunctionalInterface
public interface WriteGuard {

    /**
     * Returns if this process may write now.
     *
     * @throws FencedException if it must not, for as long as it lives
     * @throws IOException if it must not for the moment
     */
    void check() throws IOException;

    /**
     * Returns if this process may delete now.
     *
     * @throws FencedException if it must not, for as long as it lives
     * @throws IOException if it must not for the moment
     */
    default void checkDelete() throws IOException {
        check();
    }
}
