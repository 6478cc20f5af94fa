package io.litestream4j.capture;

import io.litestream4j.wal.PageMap;
import io.litestream4j.wal.WalReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The newest version of each page: in its frame of the WAL, else in the database file. Not safe for use by several threads.
 *
 * @param run the run of the WAL; null when there is none
 * @param frames the newest frame of each page
 * @param database the database file
 */
record PageLocator(@Nullable WalReader run, PageMap frames, PageSource database) implements PageSource {

    /** Stands in the map for a page that is wanted, has no frame, and is in the database file. */
    static final long IN_DATABASE_FILE = -2;

    @Override
    public void read(int pageNumber, byte[] target) throws IOException {
        long frame = frames.get(pageNumber);
        if (run == null || frame < 0) {
            database.read(pageNumber, target);
        } else {
            run.readPage(frame, target, 0);
        }
    }
}
