package io.litestream4j.replica;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** The bytes of a file to upload. They can be read again for every try, and are the same each time. */
public interface UploadSource {

    /** Returns the number of bytes. */
    long size();

    /** Opens the bytes from the start; the caller closes the stream. */
    InputStream open() throws IOException;

    /** Returns the immutable local file that holds exactly these bytes, if there is one. */
    default Optional<Path> file() {
        return Optional.empty();
    }
}
