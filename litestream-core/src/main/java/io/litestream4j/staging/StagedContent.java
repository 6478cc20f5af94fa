package io.litestream4j.staging;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/** Writes the bytes of a file. */
@FunctionalInterface
public interface StagedContent {

    /** Writes all bytes to {@code target}, which the caller closes. */
    void writeTo(WritableByteChannel target) throws IOException;
}
