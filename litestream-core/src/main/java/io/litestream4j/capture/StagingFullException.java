package io.litestream4j.capture;

import java.io.IOException;

/** So much waits for the replica that nothing more is staged. */
public final class StagingFullException extends IOException {

    private static final long serialVersionUID = 1L;

    StagingFullException(String message) {
        super(message);
    }
}
