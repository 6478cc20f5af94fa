package io.litestream4j.replica;

import java.io.IOException;

/**
 * This process must not write to the replica: another one does, or holds its lease. Nothing was sent to the store; trying
 * again does not help.
 */
public final class FencedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message says why, and what to do. */
    public FencedException(String message) {
        super(message);
    }
}
