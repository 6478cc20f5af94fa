package io.litestream4j;

import org.jspecify.annotations.Nullable;

/** Something the caller of the engine has to know or to do; the message says what. */
public class LitestreamException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception. */
    public LitestreamException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
