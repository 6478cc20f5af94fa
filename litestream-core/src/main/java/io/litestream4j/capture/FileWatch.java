package io.litestream4j.capture;

import io.litestream4j.io.CloseableDataBlock;
import io.litestream4j.sqlite.DatabaseFile;
import io.litestream4j.sqlite.DatabaseHeader;
import io.litestream4j.sqlite.DatabaseSession;
import io.litestream4j.wal.WalReader;
import io.litestream4j.wal.WalSalts;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether the files of an attached database are still those that were attached: the file at the path by its key, at
 * each look; the WAL by its key, and the first bytes of the database file, twice in a monitor interval at most. What SQLite
 * writes to page 1 comes out of the WAL, so any other content was written by somebody else. Not safe for use by several
 * threads.
 */
final class FileWatch {

    private static final FileChange NONE = new FileChange.None();

    private final Path path;
    private final Path wal;
    private final Object key;
    private final DatabaseFile file;
    private final long intervalNanos;
    private @Nullable Object walKey;
    private byte[] header;
    private DatabaseFile.State looked;
    private long lastLook = System.nanoTime();

    /**
     * Begins to watch.
     *
     * @param path the path that was configured
     * @param database where it leads to
     * @param file the descriptor of the file that is there now
     */
    FileWatch(Path path, Path database, DatabaseFile file, Duration monitorInterval) throws IOException {
        this.path = path;
        this.wal = database.resolveSibling(database.getFileName() + "-wal");
        this.key = DatabaseFile.key(database);
        this.file = file;
        this.intervalNanos = monitorInterval.toNanos() / 2;
        this.looked = stateNow();
        this.header = header();
    }

    /** What cannot be seen is like no file that is there: the next look finds out why. */
    private DatabaseFile.State stateNow() {
        try {
            DatabaseFile.State state = DatabaseFile.State.of(path);
            return new DatabaseFile.State(key, state.size(), state.modified());
        } catch (IOException e) {
            return new DatabaseFile.State(key, -1, FileTime.fromMillis(0));
        }
    }

    /** Returns what the database file looked like before its first bytes were last read. */
    DatabaseFile.State looked() {
        return looked;
    }

    /** Returns the key of the WAL; null if there is none. */
    @Nullable
    Object walKey() throws IOException {
        if (walKey == null) {
            walKey = FormerFiles.keyOf(wal);
        }
        return walKey;
    }

    /**
     * Tells that the engine's connections are open: a database that was not in WAL mode has been switched to it, and there
     * is a WAL, which must not be missed if it is deleted before the first look.
     */
    void opened() throws IOException {
        checkpointed();
        walKey = FormerFiles.keyOf(wal);
    }

    /** Tells that the engine itself has moved frames into the database file. */
    void checkpointed() throws IOException {
        looked = stateNow();
        header = header();
    }

    /**
     * Looks.
     *
     * @param run the run of the WAL; null if it is empty
     */
    FileChange look(@Nullable WalReader run, DatabaseSession session) throws IOException {
        Object now = FormerFiles.keyOf(path);
        if (!key.equals(now)) {
            return new FileChange.Lost(
                    path + (now == null ? " has been deleted" : " has been replaced by another file"), false);
        }
        long time = System.nanoTime();
        if (time - lastLook < intervalNanos) {
            return NONE;
        }
        lastLook = time;
        if (Files.size(path) == 0) {
            return new FileChange.Lost(path + " has been emptied", false);
        }
        return isWalInPlace() ? lookInside(run, session) : new FileChange.Lost(wal + " has been deleted", true);
    }

    private boolean isWalInPlace() throws IOException {
        Object known = walKey();
        return known == null || known.equals(FormerFiles.keyOf(wal));
    }

    private FileChange lookInside(@Nullable WalReader run, DatabaseSession session) throws IOException {
        byte[] before = header;
        looked = stateNow();
        header = header();
        boolean moved = Arrays.equals(header, before)
                || run != null && FramesOfPage.contain(run, 0, session.tail().frames(), 1, header);
        return moved ? NONE : new FileChange.Overwritten(path + " has been overwritten while it was replicated");
    }

    private byte[] header() throws IOException {
        byte[] bytes = new byte[DatabaseHeader.SIZE];
        try {
            file.read(0, bytes, 0, bytes.length);
        } catch (EOFException e) {
            // A database whose first page is in the WAL only.
            return new byte[0];
        }
        return bytes;
    }

    /**
     * Returns what has to be remembered of the files when they are given up.
     *
     * @param data the WAL's bytes, for whoever gets them to close; null if there are none
     */
    FormerFiles former(FileChange.Lost change, @Nullable WalReader run, @Nullable CloseableDataBlock data) {
        WalSalts salts = run == null ? null : run.header().salts();
        return new FormerFiles(path, wal, key, walKey, data, salts, change.what());
    }
}
