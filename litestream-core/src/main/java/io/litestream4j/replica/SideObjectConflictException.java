package io.litestream4j.replica;

import java.io.IOException;

/** Somebody else has created, changed or deleted a side object meanwhile. */
public final class SideObjectConflictException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message names the object. */
    public SideObjectConflictException(String message) {
        super(message);
    }
}
