package io.litestream4j.lease;

import java.io.IOException;

/** The lease could not be had in time. */
public final class LeaseUnavailableException extends IOException {

    private static final long serialVersionUID = 1L;

    LeaseUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    LeaseUnavailableException(String message) {
        super(message);
    }
}
