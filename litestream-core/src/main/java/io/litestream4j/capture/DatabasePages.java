package io.litestream4j.capture;

import io.litestream4j.sqlite.DatabaseFile;
import io.litestream4j.sqlite.PageSize;
import java.io.IOException;
import java.util.Arrays;

/**
 * The pages in the database file, read ahead in blocks. What lies behind the end of the file is zero, as SQLite reads it. Not
 * safe for use by several threads.
 */
final class DatabasePages implements PageSource {

    private final DatabaseFile file;
    private final PageSize pageSize;
    private final byte[] block;
    private long blockStart;
    private int blockLength;

    /**
     * Creates a reader.
     *
     * @param pagesAhead how many pages are read at once
     */
    DatabasePages(DatabaseFile file, PageSize pageSize, int pagesAhead) {
        this.file = file;
        this.pageSize = pageSize;
        this.block = new byte[pagesAhead * pageSize.bytes()];
    }

    /** Forgets what was read ahead: the file may have changed since. */
    void forget() {
        blockLength = 0;
    }

    @Override
    public void read(int pageNumber, byte[] target) throws IOException {
        long position = pageSize.offsetOf(pageNumber);
        if (position < blockStart || position + pageSize.bytes() > blockStart + blockLength) {
            load(position);
        }
        int offset = (int) (position - blockStart);
        int available = Math.min(pageSize.bytes(), Math.max(0, blockLength - offset));
        System.arraycopy(block, offset, target, 0, available);
        Arrays.fill(target, available, pageSize.bytes(), (byte) 0);
    }

    private void load(long position) throws IOException {
        blockStart = position;
        blockLength = 0;
        int length = (int) Math.max(0, Math.min(block.length, file.size() - position));
        file.read(position, block, 0, length);
        blockLength = length;
    }
}
