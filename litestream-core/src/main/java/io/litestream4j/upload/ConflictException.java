package io.litestream4j.upload;

import java.io.IOException;

/** A name is taken by a file with other content: this process is not the only writer of the replica. */
public final class ConflictException extends IOException {

    private static final long serialVersionUID = 1L;

    ConflictException(String message) {
        super(message);
    }
}
