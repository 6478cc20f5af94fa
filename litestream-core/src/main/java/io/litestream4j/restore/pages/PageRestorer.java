package io.litestream4j.restore.pages;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import io.litestream4j.io.PositionalOutput;
import io.litestream4j.ltx.LtxHeader;
import io.litestream4j.ltx.LtxOutline;
import io.litestream4j.ltx.LtxPageIndex;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.restore.fetch.ReplicaReader;
import io.litestream4j.restore.fetch.Workers;
import io.litestream4j.sqlite.PageSize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Writes a database: goes from the newest file to the oldest, and has each page read from the first file that has it. When
 * all pages have been found, the older files are not read. Used once, by one thread; the reading, decompressing and writing
 * is done by workers, in any order, as each page is written once.
 *
 * <p>Memory: 12 bytes for each page of the largest file while that is divided into ranges, and about as much for reading its
 * index; one bit for each page of the database; 0.6 MiB for each worker; 8 MiB for small files.
 */
public final class PageRestorer {

    private final FileOpener opener;
    private final ReplicaReader reader;
    private final Workers workers;
    private final PositionalOutput output;
    private final boolean verifyAll;
    private final LongConsumer onSpared;
    private final List<WholeFile> wholeFiles = new ArrayList<>();

    private int files;

    /**
     * Creates a restorer.
     *
     * @param output takes the database
     * @param verifyAll whether each file that gives a page is read as a whole, for its checksum; else only if that costs
     *     little more
     * @param onSpared hears of numbers of bytes in the files that are not read
     */
    public PageRestorer(
            ReplicaReader reader, Workers workers, PositionalOutput output, boolean verifyAll, LongConsumer onSpared) {
        this.opener = new FileOpener(reader);
        this.reader = reader;
        this.workers = workers;
        this.output = output;
        this.verifyAll = verifyAll;
        this.onSpared = onSpared;
    }

    /**
     * Writes and syncs the database.
     *
     * @param newestFirst files without gaps between them
     * @return the header of the newest file, which says what was reached
     * @throws io.litestream4j.replica.ReplicaFileMissingException if a file is gone
     * @throws CorruptDataException if a file is damaged; nothing that was written may be used then
     */
    public LtxHeader write(List<ReplicaFile> newestFirst) throws IOException {
        return write(newestFirst, 0, 0);
    }

    /**
     * Brings a database up to date that was written before, and syncs it. If that fails it is in no state at all, and has to
     * be written as a whole.
     *
     * @param newestFirst files without gaps between them, the oldest of which goes on where the database ends
     * @param base what writing the database returned
     * @return the header of the newest file, which says what was reached
     * @throws io.litestream4j.replica.ReplicaFileMissingException if a file is gone
     * @throws CorruptDataException if a file is damaged, or has another page size than the database
     */
    public LtxHeader update(List<ReplicaFile> newestFirst, LtxHeader base) throws IOException {
        return write(newestFirst, base.commit(), base.pageSize());
    }

    private LtxHeader write(List<ReplicaFile> newestFirst, int there, int pageSizeThere) throws IOException {
        LookAhead lookAhead = new LookAhead(newestFirst, opener, workers);
        OpenedFile opened = lookAhead.next();
        LtxOutline outline = opener.outline(opened);
        LtxHeader newest = outline.header();
        requirePages(newest, opened.file());
        PageSize pageSize = new PageSize(newest.pageSize());
        if (there > 0) {
            requirePageSize(newest, new PageSize(pageSizeThere), opened.file());
        }
        PageClaims claims = new PageClaims(pageSize, newest.commit(), there);
        RangeReader ranges = new RangeReader(reader, output, pageSize);
        copy(opened, outline, claims, ranges);
        while (claims.unclaimed() > 0 && lookAhead.hasNext()) {
            opened = lookAhead.next();
            outline = opener.outline(opened);
            requirePageSize(outline.header(), pageSize, opened.file());
            copy(opened, outline, claims, ranges);
        }
        workers.finish();
        finish(newestFirst.get(0), pageSize.offsetOf(newest.commit()) + pageSize.bytes(), claims);
        return newest;
    }

    /** Has the pages of a file read that no newer one has. */
    private void copy(OpenedFile opened, LtxOutline outline, PageClaims claims, RangeReader ranges) throws IOException {
        files++;
        LtxPageIndex index = outline.index();
        BitSet wanted = claims.claim(index);
        Reading reading = choose(opened, index, wanted);
        if (reading == Reading.NOTHING) {
            onSpared.accept(opened.content() == null ? opened.file().size() : 0);
            return;
        }
        boolean whole = reading == Reading.WHOLE;
        WholeFile check = new WholeFile(outline.checksum());
        if (whole) {
            wholeFiles.add(check);
        }
        FrameRanges parts = new FrameRanges(index, wanted, whole);
        long read = 0;
        while (parts.hasNext()) {
            FrameRange part = parts.next();
            read += part.length();
            int number = check.expect();
            workers.run(() -> check.add(number, ranges.copy(opened.file(), opened.content(), part, whole)));
        }
        onSpared.accept(opened.content() == null ? opened.file().size() - read : 0);
    }

    private Reading choose(OpenedFile opened, LtxPageIndex index, BitSet wanted) {
        long wantedBytes = 0;
        int end = 0;
        for (int entry = wanted.nextSetBit(0); entry >= 0; entry = wanted.nextSetBit(end)) {
            end = wanted.nextClearBit(entry);
            wantedBytes += index.offset(end) - index.offset(entry);
        }
        if (opened.content() != null) {
            // It was checked when it was opened.
            return wantedBytes == 0 ? Reading.NOTHING : Reading.RANGES;
        }
        return ReadingPolicy.choose(wantedBytes, index.offset(index.pageCount()) - index.offset(0), verifyAll);
    }

    private static void requirePages(LtxHeader header, ReplicaFile file) throws CorruptDataException {
        if (header.commit() == 0) {
            throw new CorruptDataException(
                    Problem.BAD_HEADER, file.display(), 12, "a database without pages cannot be restored");
        }
    }

    private static void requirePageSize(LtxHeader header, PageSize expected, ReplicaFile file)
            throws CorruptDataException {
        if (header.pageSize() != expected.bytes()) {
            throw new CorruptDataException(
                    Problem.BAD_HEADER,
                    file.display(),
                    8,
                    "page size " + header.pageSize() + " instead of " + expected.bytes());
        }
    }

    private void finish(ReplicaFile newest, long size, PageClaims claims) throws IOException {
        for (WholeFile file : wholeFiles) {
            file.check();
        }
        if (claims.missing() > 0) {
            throw new CorruptDataException(
                    Problem.INCOMPLETE_SNAPSHOT,
                    newest.display(),
                    -1,
                    claims.missing() + " pages of the database are neither in this file nor in those before it");
        }
        output.extend(size);
        output.cut(size);
        output.sync();
    }

    /** Returns how many files were read. */
    public int files() {
        return files;
    }
}
