package io.litestream4j.staging;

import io.litestream4j.io.StorageOutput;
import java.io.IOException;

/** Writes the bytes of a file. */
@FunctionalInterface
public interface StagedContent {

    /** Writes all bytes to {@code target}, which the caller closes. */
    void writeTo(StorageOutput target) throws IOException;
}
