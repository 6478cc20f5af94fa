package io.litestream4j.capture;

import io.litestream4j.sqlite.DatabaseFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A database of which everything is captured. It costs one {@code stat} and two short reads to see that this is still so.
 *
 * @param path where it is
 * @param file what is known of the file there: another one, or another size, has to be looked at closely
 * @param wal where the WAL ends
 * @param until when what is in the WAL is due to be moved into the database file, by {@link System#nanoTime()}
 */
record IdleDatabase(Path path, DatabaseFile.State file, WalEnd wal, long until) implements IdleLook {

    @Override
    public boolean isOver() throws IOException {
        return System.nanoTime() - until >= 0 || !file.equals(DatabaseFile.State.of(path)) || wal.hasMoved();
    }
}
