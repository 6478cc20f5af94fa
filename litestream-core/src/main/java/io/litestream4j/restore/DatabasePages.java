package io.litestream4j.restore;

import io.litestream4j.io.PositionalOutput;
import io.litestream4j.sqlite.PageSize;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes the pages of a database, each once: of several versions the first that comes counts. Pages that follow each other
 * are written together, up to 1 MiB. The lock page is never written and reads as zeros. For one thread.
 */
final class DatabasePages {

    private static final int BATCH_SIZE = 1 << 20;

    private final PositionalOutput output;
    private final PageSize pageSize;
    private final int pageCount;
    private final PageSet written = new PageSet();
    private final ByteBuffer batch = ByteBuffer.allocateDirect(BATCH_SIZE);
    private int batchStart = 1;

    /**
     * Starts an empty database.
     *
     * @param pageCount size of the database in pages; others are left out
     */
    DatabasePages(PositionalOutput output, PageSize pageSize, int pageCount) {
        this.output = output;
        this.pageSize = pageSize;
        this.pageCount = pageCount;
    }

    PageSize pageSize() {
        return pageSize;
    }

    /** Takes a page unless it is there already or lies behind the end of the database. */
    void add(int pageNumber, byte[] page) throws IOException {
        if (pageNumber > pageCount || !written.add(pageNumber)) {
            return;
        }
        boolean follows = pageNumber == batchStart + batch.position() / pageSize.bytes();
        if (!follows || batch.remaining() < page.length) {
            writeBatch();
            batchStart = pageNumber;
        }
        batch.put(page);
    }

    /** Returns how many pages are missing; 0 when the database is complete. */
    int missing() {
        boolean hasLockPage = pageCount >= pageSize.lockPage();
        return pageCount - (hasLockPage ? 1 : 0) - written.size();
    }

    /** Writes what is still in memory and gives the file its size. */
    void finish() throws IOException {
        writeBatch();
        output.extend((long) pageCount * pageSize.bytes());
    }

    private void writeBatch() throws IOException {
        batch.flip();
        output.write(batch, pageSize.offsetOf(batchStart));
        batch.clear();
    }
}
