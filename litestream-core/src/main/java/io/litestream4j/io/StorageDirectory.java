package io.litestream4j.io;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * One directory of the local disk: the only way in which the engine touches files of its own.
 *
 * <ol>
 *   <li>A name is a plain file name, without separators.
 *   <li>A file is created once with {@link #create}, written from start to end, and never changed after that.
 *   <li>A file's bytes survive a crash only after {@link StorageOutput#sync()}, its name only after {@link #sync()}.
 *   <li>{@link #publish} gives a file its final name only if that name is free, atomically; {@link #replace} takes the
 *       name from whoever has it, atomically.
 *   <li>A missing file is reported as {@link NoSuchFileException}, an existing one as
 *       {@link FileAlreadyExistsException}.
 * </ol>
 *
 * <p>Never used for a database file or its {@code -shm}: closing a descriptor of those drops SQLite's locks.
 * Implementations are safe for use by several threads.
 */
public interface StorageDirectory {

    /** A file in the directory. */
    record Entry(String name, long size, Instant modified) {}

    /** Returns the directory's path. */
    Path path();

    /** Lists the regular files in no particular order; an absent directory is empty. */
    List<Entry> list() throws IOException;

    /** Creates a new, empty file for writing, and the directory if there is none. */
    StorageOutput create(String name) throws IOException;

    /** Opens a file for reading; the caller closes it. */
    CloseableDataBlock open(String name) throws IOException;

    /** Sets the modification time of a file, in milliseconds at least. */
    void setModified(String name, Instant modified) throws IOException;

    /** Makes a file's bytes durable, by name, without having written it. */
    void syncFile(String name) throws IOException;

    /** Renames {@code from} to {@code to}, which must not exist yet. */
    void publish(String from, String to) throws IOException;

    /** Renames {@code from} to {@code to} and replaces what was there. */
    void replace(String from, String to) throws IOException;

    /** Deletes a file; one that is missing is fine. */
    void delete(String name) throws IOException;

    /** Makes the names in the directory durable. */
    void sync() throws IOException;
}
