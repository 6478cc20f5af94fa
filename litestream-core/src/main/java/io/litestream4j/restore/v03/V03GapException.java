package io.litestream4j.restore.v03;

import java.io.IOException;

/** Files are missing from a backup of Litestream 0.3; the message says which. */
public final class V03GapException extends IOException {

    private static final long serialVersionUID = 1L;

    V03GapException(String message) {
        super(message);
    }
}
