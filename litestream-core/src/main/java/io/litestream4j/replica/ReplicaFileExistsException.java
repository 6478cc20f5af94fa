package io.litestream4j.replica;

import java.io.IOException;

/** A file with this name is in the replica already. */
public final class ReplicaFileExistsException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message names the object. */
    public ReplicaFileExistsException(String message) {
        super(message);
    }
}
