package io.litestream4j.capture;

import java.io.IOException;

/** Files of the database were taken away; nothing can be done before somebody acts, which is cheap to look for. */
final class FilesLostException extends IOException {

    private static final long serialVersionUID = 1L;

    FilesLostException(String message) {
        super(message);
    }
}
