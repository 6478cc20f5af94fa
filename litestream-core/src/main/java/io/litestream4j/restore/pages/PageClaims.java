package io.litestream4j.restore.pages;

import io.litestream4j.ltx.LtxPageIndex;
import io.litestream4j.sqlite.PageSize;
import java.util.BitSet;

/** Which pages of a database have found the file that has their newest version. For one thread. */
final class PageClaims {

    private final int pageCount;
    private final int there;
    private final int expected;
    private final int expectedBehind;
    private final PageSet claimed = new PageSet();
    private int claimedBehind;

    /**
     * Starts with none.
     *
     * @param pageCount size of the database in pages; pages behind its end are never claimed, nor is the lock page
     * @param there how many pages, from the first on, may stay as they are; 0 for a new database
     */
    PageClaims(PageSize pageSize, int pageCount, int there) {
        this.pageCount = pageCount;
        this.there = there;
        this.expected = pageCount - (pageCount >= pageSize.lockPage() ? 1 : 0);
        boolean lockPageBehind = pageCount >= pageSize.lockPage() && there < pageSize.lockPage();
        this.expectedBehind = Math.max(0, pageCount - there) - (lockPageBehind ? 1 : 0);
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
            int page = index.pageNumber(entry);
            if (claimed.add(page)) {
                entries.set(entry);
                claimedBehind += page > there ? 1 : 0;
            }
        }
        return entries;
    }

    /** Returns how many pages have found no file yet; 0 when older files have nothing to add. */
    int unclaimed() {
        return expected - claimed.size();
    }

    /** Returns how many pages have found no file and may not stay as they are. */
    int missing() {
        return expectedBehind - claimedBehind;
    }
}
