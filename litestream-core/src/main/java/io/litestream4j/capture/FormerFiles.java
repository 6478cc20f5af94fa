package io.litestream4j.capture;

import io.litestream4j.io.CloseableDataBlock;
import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.FileDataBlock;
import io.litestream4j.io.OpenFiles;
import io.litestream4j.sqlite.DatabaseFile;
import io.litestream4j.wal.WalHeader;
import io.litestream4j.wal.WalSalts;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that the engine was attached to until somebody took them away. As long as the application has connections to them,
 * it writes into files without a name, and new connections would share a WAL, or its index, with the old ones under other
 * locks: nothing is attached then. Closing lets go of the WAL.
 *
 * @param path the database's path
 * @param wal the WAL's path
 * @param key key of the database file that was there
 * @param walKey key of its WAL; null if there was none
 * @param walData keeps the WAL from ceasing to exist: its key would be given to the next file that somebody creates; null
 *     if it was not opened
 * @param salts the run that was in the WAL; null if there was none
 * @param what what has happened, for a person
 */
record FormerFiles(
        Path path,
        Path wal,
        Object key,
        @Nullable Object walKey,
        @Nullable CloseableDataBlock walData,
        @Nullable WalSalts salts,
        String what)
        implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(FormerFiles.class);

    /** The engine's own descriptor: of the database it is never closed, of the WAL not before these files are. */
    private static final int KEPT = 1;

    /**
     * Returns if whatever is at the path now may be attached.
     *
     * @throws FilesLostException if not; says what to do
     */
    void requireUnused() throws IOException {
        boolean sameDatabase = key.equals(keyOf(path));
        if (!sameDatabase && OpenFiles.count(key) > KEPT || sameDatabase && isFormerWalOpen()) {
            throw new FilesLostException(what + " while it was replicated, and the application still has connections to"
                    + " what was there: what they write has no name and is not replicated; the replica keeps what it has."
                    + " Restart the application");
        }
        if (!sameDatabase && isFormerWalInPlace()) {
            throw new FilesLostException(
                    what + ", but " + wal + " still belongs to what was there, and SQLite would apply"
                            + " it to the new file. Stop the application and move the -wal and the -shm away, or delete all three"
                            + " to restore what the replica has");
        }
    }

    private boolean isFormerWalOpen() throws IOException {
        return walKey != null && walData != null && !walKey.equals(keyOf(wal)) && OpenFiles.count(walKey) > KEPT;
    }

    private boolean isFormerWalInPlace() throws IOException {
        if (salts == null || walKey == null || !walKey.equals(keyOf(wal))) {
            return false;
        }
        try (FileDataBlock data = FileDataBlock.open(wal)) {
            WalSalts now =
                    WalHeader.load(data, wal.toString()).map(WalHeader::salts).orElse(null);
            return now != null && (now.equals(salts) || now.isRestartOf(salts));
        } catch (CorruptDataException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (walData != null) {
            try {
                walData.close();
            } catch (IOException e) {
                log.debug("Closing {} failed", wal, e);
            }
        }
    }

    /** Returns the key of the file at a path; null if there is none. */
    static @Nullable Object keyOf(Path path) throws IOException {
        try {
            return DatabaseFile.key(path);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
