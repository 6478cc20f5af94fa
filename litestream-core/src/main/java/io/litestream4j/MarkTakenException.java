package io.litestream4j;

/** The name of a mark belongs to another state already; the message says which. */
public final class MarkTakenException extends LitestreamException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception. */
    MarkTakenException(String message, Throwable cause) {
        super(message, cause);
    }
}
