package io.litestream4j.capture;

import io.litestream4j.io.CloseableDataBlock;
import io.litestream4j.wal.WalFrameHeader;
import io.litestream4j.wal.WalHeader;
import io.litestream4j.wal.WalSalts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The end of what is captured of a WAL, to be looked at while SQLite is not asked. A WAL carries no locks, so reading it is
 * safe. Size and time of the file prove nothing, for a new run overwrites the old one; salts do: each frame carries those of
 * its run, and those of the next run are in the header before its first frame.
 *
 * @param path where the WAL is
 * @param key tells the file from others; null if there was none
 * @param data its bytes; null if there was no WAL. Whoever follows the WAL closes it, which ends the look with an error
 * @param salts the salts of the run; null if nothing was written to the WAL yet
 * @param offset where the next frame of the run would be
 * @param cuttable whether the file may be cut to nothing, because all of it has been moved into the database file
 */
record WalEnd(
        Path path,
        @Nullable Object key,
        @Nullable CloseableDataBlock data,
        @Nullable WalSalts salts,
        long offset,
        boolean cuttable) {

    /** Returns whether something may have been written that is not captured. */
    boolean hasMoved() throws IOException {
        if (!Objects.equals(key, FormerFiles.keyOf(path))) {
            return true;
        }
        if (data == null) {
            return key != null;
        }
        ByteBuffer header = ByteBuffer.allocate(WalHeader.SIZE);
        if (data.read(header, 0) < WalHeader.SIZE) {
            return salts != null && !cuttable;
        }
        return salts == null || !salts.equals(WalHeader.salts(header.flip())) || hasFrameOf(data, salts);
    }

    private boolean hasFrameOf(CloseableDataBlock file, WalSalts run) throws IOException {
        ByteBuffer next = ByteBuffer.allocate(WalFrameHeader.SIZE);
        return file.read(next, offset) == WalFrameHeader.SIZE
                && WalFrameHeader.load(next.flip()).salts().equals(run);
    }
}
