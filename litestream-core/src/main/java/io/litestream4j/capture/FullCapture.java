package io.litestream4j.capture;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.sqlite.DatabaseFile;
import io.litestream4j.sqlite.DatabaseHeader;
import io.litestream4j.sqlite.DatabaseSession;
import io.litestream4j.sqlite.PageSize;
import io.litestream4j.sqlite.ReadTransaction;
import io.litestream4j.sqlite.WalTail;
import io.litestream4j.wal.WalReader;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads every page of the database. The write lock is held only to fix the position; the read mark keeps the pages as they
 * were while they are read. Holds 24 to 48 bytes of heap for each page in the WAL. Not safe for use by several threads.
 */
final class FullCapture {

    private static final int READ_AHEAD_BYTES = 1 << 20;

    private final DatabaseSession session;
    private final DatabaseFile file;
    private final WalFollower wal;
    private final PageSize pageSize;

    FullCapture(DatabaseSession session, DatabaseFile file, WalFollower wal) {
        this.session = session;
        this.file = file;
        this.wal = wal;
        this.pageSize = new PageSize(session.pageSize());
    }

    /** Moves the read mark to the end of the WAL and follows the WAL from there; the write lock must be held. */
    FixedPosition fix() throws IOException {
        session.moveReadMark();
        Optional<WalReader> run = wal.currentRun();
        WalTail tail = tail(run);
        wal.startAt(run.orElse(null), tail.frames());
        wal.allowRestart(tail.isBackfilled());
        return position(run, tail);
    }

    /**
     * Begins a read transaction at the end of the WAL, which keeps the position instead of the read mark; the write lock must
     * be held.
     */
    FixedPosition fix(ReadTransaction transaction) throws IOException {
        transaction.begin();
        Optional<WalReader> run = wal.currentRun();
        return position(run, tail(run));
    }

    private WalTail tail(Optional<WalReader> run) throws IOException {
        WalTail tail = session.tail();
        if (run.isEmpty() && tail.frames() > 0) {
            throw new IOException(
                    "SQLite knows of " + tail.frames() + " frames in a WAL that is not beside the database");
        }
        return tail;
    }

    private FixedPosition position(Optional<WalReader> run, WalTail tail) throws IOException {
        long frames = tail.frames();
        // Frames that are all in the database file may be overwritten as soon as the lock goes: they are not read.
        WalReader needed = tail.isBackfilled() ? null : run.orElse(null);
        return new FixedPosition(needed, WalRange.of(run.orElse(null), 0, frames), frames, commit(run, frames));
    }

    private int commit(Optional<WalReader> run, long frames) throws IOException {
        if (run.isPresent() && frames > 0) {
            return run.get().readHeader(frames - 1).commit();
        }
        byte[] start = new byte[DatabaseHeader.SIZE];
        file.read(0, start, 0, start.length);
        DatabaseHeader header = DatabaseHeader.load(start, "database file");
        return header.isPageCountValid() ? header.pageCount() : (int) (file.size() / pageSize.bytes());
    }

    /** Returns all pages of a position, to be written before the read mark is moved. */
    Capture capture(LtxFileName name, FixedPosition position) throws IOException {
        return capture(name, position, file, pageSize);
    }

    /** Returns all pages of a position, to be written while it is kept. */
    static Capture capture(LtxFileName name, FixedPosition position, DatabaseFile file, PageSize pageSize)
            throws IOException {
        FrameCollector collector = new FrameCollector();
        collector.start(Long.MAX_VALUE);
        WalReader run = position.run();
        if (run != null) {
            run.readHeaders(0, position.frames(), collector);
        }
        // No more than there is: many small databases may be read at the same time.
        int pagesAhead = Math.max(1, Math.min(position.commit(), READ_AHEAD_BYTES / pageSize.bytes()));
        PageSource database = new DatabasePages(file, pageSize, pagesAhead);
        IntStream pages = IntStream.rangeClosed(1, position.commit()).filter(page -> page != pageSize.lockPage());
        return new Capture(
                name, position.commit(), position.range(), pages, new PageLocator(run, collector.pages(), database));
    }
}
