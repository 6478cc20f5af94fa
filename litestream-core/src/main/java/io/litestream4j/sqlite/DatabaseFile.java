package io.litestream4j.sqlite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The process's one descriptor of a database file.
 *
 * <p>Closing any descriptor of a file drops every POSIX lock that the process holds on it, SQLite's included, and another
 * process may then corrupt the database. So a descriptor is opened once for each file (not each path: a restored database
 * is a new file), held strongly, and never closed. There is no {@code close} for that reason. A channel would be closed
 * by the interruption of a thread that reads through it, so a {@link RandomAccessFile} is used, which is not.
 *
 * <p>Safe for use by several threads; reads exclude each other.
 */
public final class DatabaseFile {

    /** Held for the life of the process: an unreachable descriptor would be closed by the garbage collector. */
    private static final Map<Object, DatabaseFile> KEPT = new ConcurrentHashMap<>();

    private final RandomAccessFile file;

    /**
     * What can be seen of a file without opening it.
     *
     * @param key tells it from every other file
     * @param size its number of bytes
     * @param modified when it was last written
     */
    public record State(Object key, long size, FileTime modified) {

        /**
         * Looks at the file at a path.
         *
         * @throws java.nio.file.NoSuchFileException if there is none
         */
        public static State of(Path path) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Object key = attributes.fileKey();
            return new State(key != null ? key : path.toRealPath(), attributes.size(), attributes.lastModifiedTime());
        }
    }

    private DatabaseFile(RandomAccessFile file) {
        this.file = file;
    }

    /**
     * Returns the descriptor of the file that is now at a path.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    public static DatabaseFile of(Path path) throws IOException {
        Object key = key(path);
        DatabaseFile kept = KEPT.get(key);
        return kept != null ? kept : open(path, key);
    }

    /** Returns what tells the file at a path from every other that exists: device and inode, where there are such. */
    public static Object key(Path path) throws IOException {
        return State.of(path).key();
    }

    /**
     * Returns what tells the file at a path from others also after the machine has started again: the number of its inode.
     * A deleted file's number may be given to a new one. Empty on file systems without such numbers.
     */
    public static String identity(Path path) throws IOException {
        try {
            return String.valueOf(Files.getAttribute(path, "unix:ino"));
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return "";
        }
    }

    private static synchronized DatabaseFile open(Path path, Object key) throws IOException {
        DatabaseFile kept = KEPT.get(key);
        if (kept == null) {
            // Writable, because some systems refuse to sync a descriptor that is not; nothing is written through it.
            kept = new DatabaseFile(new RandomAccessFile(path.toFile(), "rw"));
            KEPT.put(key, kept);
        }
        return kept;
    }

    /** Returns the number of bytes. */
    public long size() throws IOException {
        return file.length();
    }

    /**
     * Reads exactly {@code length} bytes.
     *
     * @throws java.io.EOFException if the file ends before that
     */
    public synchronized void read(long position, byte[] target, int offset, int length) throws IOException {
        file.seek(position);
        file.readFully(target, offset, length);
    }

    /** Makes everything that was written to the file durable, by whatever descriptor it was written. */
    public void sync() throws IOException {
        file.getFD().sync();
    }
}
