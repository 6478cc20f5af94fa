package io.litestream4j.capture;

import java.io.IOException;
import java.util.Arrays;

/**
 * Pages in memory: those of the WAL's tail are read while the write lock is held, and encoded after it is released and the
 * WAL has started again. Reused. Not safe for use by several threads.
 */
final class TailPages implements PageSource {

    /** A long tail is rare, and does not hold its memory until the next one. */
    private static final int MAX_KEPT_BYTES = 1 << 20;

    private final byte[] page;
    private byte[] content = new byte[0];
    private int[] pageNumbers = new int[0];

    TailPages(int pageSize) {
        this.page = new byte[pageSize];
    }

    /** Reads pages from where they are now. */
    void load(int[] sortedPageNumbers, PageSource source) throws IOException {
        int needed = Math.multiplyExact(sortedPageNumbers.length, page.length);
        if (content.length < needed) {
            content = new byte[needed];
        }
        pageNumbers = sortedPageNumbers;
        for (int i = 0; i < pageNumbers.length; i++) {
            source.read(pageNumbers[i], page);
            System.arraycopy(page, 0, content, i * page.length, page.length);
        }
    }

    int[] pageNumbers() {
        return pageNumbers;
    }

    /** Tells that the pages are no longer needed. */
    void release() {
        pageNumbers = new int[0];
        if (content.length > MAX_KEPT_BYTES) {
            content = new byte[0];
        }
    }

    /** Returns how many bytes of pages there is room for without more memory. */
    int capacity() {
        return content.length;
    }

    @Override
    public void read(int pageNumber, byte[] target) {
        int index = Arrays.binarySearch(pageNumbers, pageNumber);
        System.arraycopy(content, index * page.length, target, 0, page.length);
    }
}
