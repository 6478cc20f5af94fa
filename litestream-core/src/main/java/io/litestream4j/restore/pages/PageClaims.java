package io.litestream4j.restore.pages;

import io.litestream4j.ltx.LtxPageIndex;
import io.litestream4j.sqlite.PageSize;
import java.util.BitSet;

/** Which pages of a database have found the file that has their newest version. For one thread. */
final class PageClaims {

    private final int pageCount;
    private final int expected;
    private final PageSet claimed = new PageSet();

    /**
     * Starts with none.
     *
     * @param pageCount size of the database in pages; pages behind its end are never claimed, nor is the lock page
     */
    PageClaims(PageSize pageSize, int pageCount) {
        this.pageCount = pageCount;
        this.expected = pageCount - (pageCount >= pageSize.lockPage() ? 1 : 0);
    }

    /**
     * Claims the pages of a file that no newer one has.
     *
     * @param index the pages of a file; of the newest file first
     * @return the entries of the index that are claimed
     */
    BitSet claim(LtxPageIndex index) {
        BitSet entries = new BitSet();
        int end = pageCount == Integer.MAX_VALUE ? index.pageCount() : index.firstEntryFrom(pageCount + 1);
        for (int entry = 0; entry < end; entry++) {
            if (claimed.add(index.pageNumber(entry))) {
                entries.set(entry);
            }
        }
        return entries;
    }

    /** Returns how many pages have found no file; 0 when all have. */
    int missing() {
        return expected - claimed.size();
    }
}
