package io.litestream4j.restore.pages;

import io.litestream4j.io.PositionalOutput;
import io.litestream4j.sqlite.PageSize;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes pages in their places. Pages that follow each other are written together, up to 256 KiB. For one thread; several of
 * these may write to one output.
 */
final class PageRuns {

    private static final int CAPACITY = 256 << 10;

    private final PositionalOutput output;
    private final PageSize pageSize;

    /** Has room for one page more than is written at once, which is never written. */
    private final byte[] buffer;

    private int firstPage;
    private int filled;

    PageRuns(PositionalOutput output, PageSize pageSize) {
        this.output = output;
        this.pageSize = pageSize;
        this.buffer = new byte[CAPACITY + pageSize.bytes()];
    }

    /** Returns what {@link #place} and {@link #nowhere} are offsets in. */
    byte[] buffer() {
        return buffer;
    }

    /** Returns whether a page can be written together with those that were placed since the last {@link #flush}. */
    boolean takes(int pageNumber) {
        return filled == 0 || (filled < CAPACITY && pageNumber == firstPage + filled / pageSize.bytes());
    }

    /** Returns where the caller has to put a page that this {@link #takes}, for it to be written. */
    int place(int pageNumber) {
        if (filled == 0) {
            firstPage = pageNumber;
        }
        int place = filled;
        filled += pageSize.bytes();
        return place;
    }

    /** Returns where the caller may put a page that is not written. */
    int nowhere() {
        return CAPACITY;
    }

    /** Writes the pages that were placed. */
    void flush() throws IOException {
        if (filled > 0) {
            output.write(ByteBuffer.wrap(buffer, 0, filled), pageSize.offsetOf(firstPage));
            filled = 0;
        }
    }

    /** Forgets what was not written, after a failure. */
    void reset() {
        filled = 0;
    }
}
