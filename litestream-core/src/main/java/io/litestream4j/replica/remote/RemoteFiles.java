package io.litestream4j.replica.remote;

import io.litestream4j.replica.UploadSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The files of a server, by their paths: parts with a slash in front of each.
 *
 * <ol>
 *   <li>What is missing is a {@link NoSuchFileException}, what should not exist a {@link FileAlreadyExistsException}. Both
 *       only if the server says so, never because it cannot be reached.
 *   <li>A server that cannot be reached or does not let us in is a
 *       {@link io.litestream4j.replica.ReplicaUnavailableException}.
 *   <li>Every other failure is an {@link IOException} that names the path and what the server said, without secrets.
 *   <li>Every request ends, and is sent again on a new connection if the old one breaks. The answer may then be that to a
 *       request that has been carried out before.
 *   <li>Interrupts end a request as an {@link java.io.InterruptedIOException} with the thread's interrupt status set.
 * </ol>
 *
 * <p>Safe for use by several threads.
 */
public interface RemoteFiles extends Closeable {

    /**
     * A file or a directory.
     *
     * @param name its name in its directory, without slashes
     * @param directory whether it is one; of the size nothing is known then
     * @param size bytes
     * @param modified as exactly as the server keeps it
     */
    record Entry(String name, boolean directory, long size, Instant modified) {}

    /** Lists a directory in no particular order. */
    List<Entry> list(String directory) throws IOException;

    /** Looks for a file or directory. */
    Optional<Entry> find(String path) throws IOException;

    /**
     * Returns whether the server has a root directory, be it one that we may not see. Where not even that is found, nobody
     * has looked for anything: a proxy may have answered for a server that is away.
     */
    boolean hasRoot() throws IOException;

    /**
     * Opens a range of a file; the caller closes the stream.
     *
     * @param length number of bytes, or -1 for all up to the end
     */
    InputStream open(String path, long offset, long length) throws IOException;

    /**
     * Writes a file in an existing directory, as durably as the server can, in place of an earlier one. A file that has the
     * wrong size in the end is an error.
     *
     * @param modified its modification time, for servers that let us set it
     */
    void write(String path, UploadSource source, Instant modified) throws IOException;

    /** Deletes a file; one that is missing is fine. */
    void delete(String path) throws IOException;

    /**
     * Gives a file another name if that is free; two clients that do it at the same time may both succeed.
     */
    void move(String from, String to) throws IOException;

    /** Gives a file another name, atomically in place of another file. */
    void replace(String from, String to) throws IOException;

    /** Returns whether it is worth trying to {@link #link}. */
    boolean canLink() throws IOException;

    /**
     * Gives a file a second name if that is free. Of several clients exactly one succeeds.
     *
     * @return false if the server cannot do that after all
     */
    boolean link(String from, String to) throws IOException;

    /**
     * Makes a directory, and those above it. Of several clients exactly one succeeds.
     *
     * @return false if there is a directory of that name
     */
    boolean makeDirectory(String path) throws IOException;

    /** Gives a directory another name, which is free. */
    void moveDirectory(String from, String to) throws IOException;

    /** Deletes a directory and the files in it; one that is missing is fine. */
    void deleteDirectory(String path) throws IOException;
}
