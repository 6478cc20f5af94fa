package io.litestream4j.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

/** A setting that the start must not go on with. */
final class InvalidLitestreamPropertyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * Creates an exception.
     *
     * @param message what is wrong
     * @param action what to do
     */
    InvalidLitestreamPropertyException(String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    /** Returns what to do. */
    String action() {
        return action;
    }
}
