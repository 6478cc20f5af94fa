package io.litestream4j;

import io.litestream4j.io.FileFailures;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.staging.IdentityFile;
import io.litestream4j.staging.OriginFile;
import java.io.IOException;

/**
 * The directory for the engine's own files of one database.
 *
 * @param options name the database and the directory
 * @param surroundings have the disk
 */
record MetaPath(DatabaseOptions options, Surroundings surroundings) {

    OriginFile origin() throws IOException {
        return new OriginFile(directory());
    }

    IdentityFile identity() throws IOException {
        return new IdentityFile(directory());
    }

    private StorageDirectory directory() throws IOException {
        return surroundings.diskFor(options.path()).apply(options.metaPath());
    }

    /**
     * Makes the directory, if there is none. Before a restore, which has to be remembered there.
     *
     * @throws LitestreamException if it cannot be written to
     */
    void requireWritable() {
        try {
            origin().requireWritable();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Returns what to throw when the directory cannot be used. */
    LitestreamException unusable(IOException cause) {
        return new LitestreamException(
                "Cannot replicate " + options.path() + ": the directory " + options.metaPath()
                        + " (meta-path) cannot be used: " + FileFailures.describe(cause),
                cause);
    }
}
