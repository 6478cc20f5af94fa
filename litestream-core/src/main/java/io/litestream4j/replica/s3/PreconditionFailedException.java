package io.litestream4j.replica.s3;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The service did not do what was asked because the key is taken, or holds something else than expected. */
final class PreconditionFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean ambiguous;

    PreconditionFailedException(String message, boolean ambiguous, @Nullable Throwable cause) {
        super(message, cause);
        this.ambiguous = ambiguous;
    }

    /** Returns whether an earlier try of the same request may have arrived, and be what stands in the way. */
    boolean isAmbiguous() {
        return ambiguous;
    }
}
