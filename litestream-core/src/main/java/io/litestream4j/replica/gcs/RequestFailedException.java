package io.litestream4j.replica.gcs;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request has failed; whoever made it knows best what that means. */
final class RequestFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final IOException meaning;

    /**
     * Creates an exception that never leaves this package.
     *
     * @param cause what the client library has thrown
     * @param meaning what to throw unless there is something better to say
     */
    RequestFailedException(@Nullable Throwable cause, IOException meaning) {
        super(cause);
        this.meaning = meaning;
    }

    boolean isTaken() {
        return GcsErrors.isTaken(getCause());
    }

    boolean isMissing() {
        return GcsErrors.isMissing(getCause());
    }

    IOException meaning() {
        return meaning;
    }
}
