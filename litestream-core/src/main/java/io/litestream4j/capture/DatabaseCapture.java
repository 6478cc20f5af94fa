package io.litestream4j.capture;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.sqlite.DatabaseFile;
import io.litestream4j.sqlite.DatabaseSession;
import io.litestream4j.sqlite.PageSize;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.staging.StagingDirectory;
import io.litestream4j.wal.PageMap;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Turns what was committed to one database into staged LTX files, one after the other.
 *
 * <p>Heap: at most 48 bytes for each page that one capture changes, and the pages of one tail. Not safe for use by several
 * threads.
 */
final class DatabaseCapture {

    /** One capture takes about this much of the WAL, cut at a commit. */
    private static final long CAPTURE_BYTES = 64L << 20;

    private static final int SCAN_FRAMES = 4096;
    private static final int READ_AHEAD_BYTES = 1 << 20;

    private final DatabaseSession session;
    private final DatabaseFile file;
    private final WalFollower wal;
    private final StagingDirectory staging;
    private final CaptureWriter writer;
    private final PageSize pageSize;
    private final FrameCollector collector = new FrameCollector();
    private final TailPages tailPages;
    private TxId txId;
    private int commit;

    DatabaseCapture(
            DatabaseSession session,
            DatabaseFile file,
            WalFollower wal,
            StagingDirectory staging,
            CaptureWriter writer,
            TxId txId,
            int commit) {
        this.session = session;
        this.file = file;
        this.wal = wal;
        this.staging = staging;
        this.writer = writer;
        this.pageSize = new PageSize(session.pageSize());
        this.tailPages = new TailPages(session.pageSize());
        this.txId = txId;
        this.commit = commit;
    }

    /** Returns the last TXID that is staged. */
    TxId txId() {
        return txId;
    }

    /** Returns the database size in pages at that TXID. */
    int commit() {
        return commit;
    }

    /**
     * Captures what was committed, up to a bound.
     *
     * @return the new file; empty if there was nothing
     */
    Optional<StagedFile> capture() throws IOException {
        long committed = wal.committed();
        long from = wal.captured();
        if (committed == from) {
            return Optional.empty();
        }
        PageLocator pages = collect(from, committed, from + CAPTURE_BYTES / pageSize.bytes());
        WalRange range = WalRange.of(wal.run(), from, collector.end());
        StagedFile staged = stage(range, collector.commit(), pages.frames().sortedPageNumbers(), pages);
        wal.captured(collector.end());
        return Optional.of(staged);
    }

    /**
     * Reads the pages of everything that is not captured yet into memory. To be called with the write lock held; the lock
     * may be released before {@link #stage(Tail)}.
     *
     * @return the tail; empty if it has more than {@code maxPages} pages, nothing is read then
     */
    Optional<Tail> readTail(int maxPages) throws IOException {
        long committed = wal.committed();
        long from = wal.captured();
        WalRange range = WalRange.of(wal.run(), from, committed);
        if (committed == from) {
            return Optional.of(new Tail(range, commit));
        }
        PageLocator pages = collect(from, committed, Long.MAX_VALUE);
        if (pages.frames().size() > maxPages) {
            return Optional.empty();
        }
        tailPages.load(pages.frames().sortedPageNumbers(), pages);
        wal.captured(committed);
        return Optional.of(new Tail(range, collector.commit()));
    }

    /** Makes a file of a tail; empty if there was nothing in it. */
    Optional<StagedFile> stage(Tail tail) throws IOException {
        return tail.range().size() == 0
                ? Optional.empty()
                : Optional.of(stage(tail.range(), tail.commit(), tailPages.pageNumbers(), tailPages));
    }

    /**
     * Captures every page of the database as the next TXID.
     *
     * @param lock the write lock, not held; it is taken for as long as it takes to fix the position
     */
    StagedFile captureFull(WriteLock lock) throws IOException {
        FullState state = fixState(lock);
        StagedFile staged = writer.write(full(LtxFileName.of(txId.next()), state), staging);
        txId = txId.next();
        commit = state.commit();
        return staged;
    }

    /** Writes every page as a snapshot of the history up to now; what is committed must be captured. */
    StagedFile captureSnapshot(WriteLock lock, StagingDirectory snapshots) throws IOException {
        throw new IOException();
    }
}
