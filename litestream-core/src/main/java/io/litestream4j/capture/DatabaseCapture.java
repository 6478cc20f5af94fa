package io.litestream4j.capture;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.sqlite.DatabaseFile;
import io.litestream4j.sqlite.PageSize;
import io.litestream4j.staging.StagedFile;
import io.litestream4j.staging.StagingDirectory;
import io.litestream4j.wal.PageMap;
import io.litestream4j.wal.WalFrameHeader;
import io.litestream4j.wal.WalReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Turns what was committed to one database into staged LTX files, one after the other. One file takes everything since the
 * last one, whatever number of commits that is.
 *
 * <p>Heap: 24 to 48 bytes for each page that one capture changes, and the pages of one tail. Not safe for use by several
 * threads.
 */
final class DatabaseCapture {

    /** One capture takes about this much of the WAL, cut at a commit. */
    private static final long CAPTURE_BYTES = 64L << 20;

    private static final int SCAN_FRAMES = 4096;

    private final WalFollower wal;
    private final FullCapture full;
    private final StagingDirectory staging;
    private final CaptureWriter writer;
    private final BackPressure pressure;
    private final PageSize pageSize;
    private final DatabasePages database;
    private final TailPages tailPages;
    private final FrameCollector collector = new FrameCollector();
    private TxId txId = TxId.NONE;
    private int commit;

    DatabaseCapture(
            WalFollower wal,
            FullCapture full,
            DatabaseFile file,
            PageSize pageSize,
            StagingDirectory staging,
            CaptureWriter writer,
            BackPressure pressure) {
        this.wal = wal;
        this.full = full;
        this.staging = staging;
        this.writer = writer;
        this.pressure = pressure;
        this.pageSize = pageSize;
        this.database = new DatabasePages(file, pageSize, 1);
        this.tailPages = new TailPages(pageSize.bytes());
    }

    /** Sets the history that is to be continued: the last TXID, and the database size in pages at that TXID. */
    void continueFrom(TxId newTxId, int newCommit) {
        txId = newTxId;
        commit = newCommit;
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
        pressure.walHas(committed);
        long from = wal.captured();
        if (committed == from) {
            return Optional.empty();
        }
        PageLocator pages = collect(from, committed, from + CAPTURE_BYTES / pageSize.bytes());
        long end = collector.end();
        WalRange range = WalRange.of(wal.run(), from, end);
        StagedFile staged = stage(range, collector.commit(), pages.frames().sortedPageNumbers(), pages);
        wal.captured(end);
        return Optional.of(staged);
    }

    /**
     * Captures up to a frame of this run, and no further: to follow a writer that never pauses would make a file of each
     * commit, without end.
     *
     * @param staged gets each file
     */
    void captureUpTo(long frames, Consumer<StagedFile> staged) throws IOException {
        boolean more = true;
        while (more && wal.captured() < frames) {
            Optional<StagedFile> file = capture();
            file.ifPresent(staged);
            more = file.isPresent();
        }
    }

    /**
     * Copies the pages of what is not captured yet into memory, which leaves less to {@link #readTail}: that follows, perhaps
     * after another call of this.
     *
     * @return false if there are more than {@code maxPages}: none is kept
     */
    boolean readAhead(int maxPages) throws IOException {
        long committed = wal.committed();
        return committed == wal.captured() || tailPages.copy(run(), wal.captured(), committed, maxPages);
    }

    /**
     * Copies the pages of everything that is not captured yet into memory. To be called with the write lock held; the lock
     * may be released before {@link #stage(Tail)}, which has to follow.
     *
     * @return the tail; empty if it has more than {@code maxPages} pages
     */
    Optional<Tail> readTail(int maxPages) throws IOException {
        long committed = wal.committed();
        long from = wal.captured();
        WalRange range = WalRange.of(wal.run(), from, committed);
        if (committed == from) {
            return Optional.of(new Tail(range, commit));
        }
        if (!tailPages.copy(run(), from, committed, maxPages)) {
            return Optional.empty();
        }
        PageMap pages = tailPages.pages();
        int[] unwritten = complete(pages, tailPages.commit());
        if (pages.size() + unwritten.length > maxPages) {
            return Optional.empty();
        }
        tailPages.add(unwritten, database);
        wal.captured(committed);
        return Optional.of(new Tail(range, tailPages.commit()));
    }

    /** Makes a file of a tail, whose pages are forgotten then; empty if there was nothing in it. */
    Optional<StagedFile> stage(Tail tail) throws IOException {
        if (tail.range().size() == 0) {
            return Optional.empty();
        }
        StagedFile staged = stage(tail.range(), tail.commit(), tailPages.pageNumbers(), tailPages);
        tailPages.release();
        return Optional.of(staged);
    }

    /** Captures every page as the next TXID, at the position that was just fixed. */
    StagedFile stageFull(FixedPosition position) throws IOException {
        StagedFile staged = writer.write(full.capture(LtxFileName.of(txId.next()), position), staging);
        continueFrom(txId.next(), position.commit());
        return staged;
    }

    private StagedFile stage(WalRange range, int newCommit, int[] pageNumbers, PageSource source) throws IOException {
        LtxFileName name = LtxFileName.of(txId.next());
        StagedFile staged =
                writer.write(new Capture(name, newCommit, range, Arrays.stream(pageNumbers), source), staging);
        continueFrom(txId.next(), newCommit);
        return staged;
    }

    private PageLocator collect(long from, long to, long bound) throws IOException {
        WalReader run = run();
        collector.start(bound);
        for (long at = from; at < to && !collector.isFull(); at += SCAN_FRAMES) {
            run.readHeaders(at, Math.min(to, at + SCAN_FRAMES), collector);
        }
        PageMap pages = collector.pages();
        for (int page : complete(pages, collector.commit())) {
            pages.put(page, PageLocator.IN_DATABASE_FILE);
        }
        return new PageLocator(run, pages, database);
    }

    private WalReader run() {
        return Objects.requireNonNull(wal.run(), "frames without a WAL");
    }

    /**
     * Removes the pages above a database size, and returns those that are missing: a file that raises the size has to hold
     * every page of the growth, also one that has no frame in what is captured. Old versions from before a shrink would come
     * back otherwise.
     */
    private int[] complete(PageMap pages, int newCommit) {
        pages.removeAbove(newCommit);
        database.forget();
        return IntStream.rangeClosed(commit + 1, newCommit)
                .filter(page -> page != pageSize.lockPage() && pages.get(page) == PageMap.ABSENT)
                .toArray();
    }

    /** Returns the size of a frame in bytes. */
    int frameSize() {
        return WalFrameHeader.SIZE + pageSize.bytes();
    }
}
