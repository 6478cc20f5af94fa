package io.litestream4j.replica;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/** The bytes of a file to upload. They can be read again for every try, and are the same each time. */
public interface UploadSource {

    /** Returns the number of bytes; the most that there can be as long as it is not {@linkplain #isSizeKnown() known}. */
    long size();

    /** Returns whether the number of bytes is known. If not, it is when they have been read to their end once. */
    default boolean isSizeKnown() {
        return true;
    }

    /** Returns the number of bytes, for stores that have to be told beforehand; reads them for that if need be. */
    default long exactSize() throws IOException {
        if (!isSizeKnown()) {
            try (InputStream in = open()) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return size();
    }

    /** Opens the bytes from the start; the caller closes the stream. */
    InputStream open() throws IOException;

    /** Returns the immutable local file that holds exactly these bytes, if there is one. */
    default Optional<Path> file() {
        return Optional.empty();
    }
}
