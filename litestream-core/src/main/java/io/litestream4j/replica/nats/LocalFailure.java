package io.litestream4j.replica.nats;

import java.io.IOException;

/** Carries a failure that is none of the connection's, and that the caller is to get as it is. */
final class LocalFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final IOException io;

    LocalFailure(IOException io) {
        super(io);
        this.io = io;
    }

    IOException io() {
        return io;
    }
}
