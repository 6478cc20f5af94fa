package io.litestream4j.replica.remote;

import io.litestream4j.replica.UploadSource;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.UUID;

/** The right to give one name. For one thread. */
final class Claim {

    private final RemoteFiles files;
    private final String directory;
    private final long endNanos;

    Claim(RemoteFiles files, String directory, long endNanos) {
        this.files = files;
        this.directory = directory;
        this.endNanos = endNanos;
    }

    /**
     * Writes a file that disappears with the claim, and returns its path.
     *
     * @throws NoSuchFileException if the claim is lost
     */
    String write(UploadSource source, Instant modified) throws IOException {
        if (mayBeLost()) {
            throw new NoSuchFileException(directory);
        }
        String path = directory + "/" + UUID.randomUUID();
        files.write(path, source, modified);
        return path;
    }

    /** Somebody else may hold a directory of the same name by then. */
    private boolean mayBeLost() {
        return System.nanoTime() - endNanos >= 0;
    }

    /** Gives the claim up, after its file was moved away. */
    void release() {
        try {
            if (!mayBeLost()) {
                files.deleteDirectory(directory);
            }
        } catch (IOException e) {
            // What had to be done is done, or has failed for a reason of its own; the next one waits and evicts us.
        }
    }
}
