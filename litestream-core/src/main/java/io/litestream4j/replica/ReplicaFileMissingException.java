package io.litestream4j.replica;

import java.io.IOException;

/** A file is not, or no longer, in the replica. */
public final class ReplicaFileMissingException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message names the object. */
    public ReplicaFileMissingException(String message) {
        super(message);
    }
}
