package io.litestream4j.replica.remote;

import io.litestream4j.replica.UploadSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Gives a new file its name: complete, and never in place of another one. Safe for use by several threads. */
final class RemotePublisher {

    static final String TEMPORARY_SUFFIX = ".tmp";

    private static final long SLOW_BYTES_PER_SECOND = 1 << 20;

    private final RemoteFiles files;
    private final Claims claims;
    private final Duration patience;
    private final Set<String> underway = ConcurrentHashMap.newKeySet();
    private volatile boolean linking = true;

    RemotePublisher(RemoteFiles files, Claims claims, Duration patience) {
        this.files = files;
        this.claims = claims;
        this.patience = patience;
    }

    /**
     * Writes a new file.
     *
     * @throws FileAlreadyExistsException if there is one of that name
     */
    void create(String path, UploadSource source, Instant modified) throws IOException {
        if (!linking || !byLink(path, source, modified)) {
            linking = false;
            byClaim(path, source, modified);
        }
    }

    private boolean byLink(String path, UploadSource source, Instant modified) throws IOException {
        if (!files.canLink()) {
            return false;
        }
        String temporary = path + "." + UUID.randomUUID() + TEMPORARY_SUFFIX;
        underway.add(temporary);
        try {
            writeInNewDirectory(temporary, source, modified);
            return files.link(temporary, path);
        } finally {
            deleteQuietly(temporary);
            underway.remove(temporary);
        }
    }

    /** Returns whether this publisher is writing a file, which may look as old as what it holds. */
    boolean isUnderway(String path) {
        return underway.contains(path);
    }

    private void writeInNewDirectory(String path, UploadSource source, Instant modified) throws IOException {
        try {
            files.write(path, source, modified);
        } catch (NoSuchFileException e) {
            files.makeDirectory(path.substring(0, path.lastIndexOf('/')));
            files.write(path, source, modified);
        }
    }

    private void deleteQuietly(String temporary) {
        try {
            files.delete(temporary);
        } catch (IOException e) {
            // Whether the final name was given is known already; a second one that no listing shows does no harm.
        }
    }

    private void byClaim(String path, UploadSource source, Instant modified) throws IOException {
        Claim claim = claims.take(path, patience(source), () -> requireFree(path));
        try {
            files.move(claim.write(source, modified), path);
        } catch (NoSuchFileException e) {
            requireFree(path);
            throw new IOException("cannot create " + path + ": somebody else is writing it", e);
        } finally {
            claim.release();
        }
    }

    /** Returns how long the holder of a claim may stand still while it writes something like this. */
    Duration patience(UploadSource source) {
        return patience.plusSeconds(source.size() / SLOW_BYTES_PER_SECOND);
    }

    private void requireFree(String path) throws IOException {
        if (files.find(path).isPresent()) {
            throw new FileAlreadyExistsException(path);
        }
    }
}
