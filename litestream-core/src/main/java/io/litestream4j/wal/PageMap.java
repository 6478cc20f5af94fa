package io.litestream4j.wal;

import java.util.Arrays;

/**
 * Index of the newest frame of each page: open addressing in two primitive arrays, 12 bytes per slot and at most half of
 * the slots in use. Not safe for use by several threads.
 */
public final class PageMap {

    /** What {@link #get} returns for a page that has no frame. */
    public static final long ABSENT = -1;

    private static final int INITIAL_SLOTS = 64;

    // A map that has once seen a huge transaction would cost every later clear() a pass over all its slots.
    private static final int MAX_KEPT_SLOTS = 1 << 16;

    private static final int HIGHEST_PAGE_NUMBER = 0xffffffff;
    private static final int HASH_MULTIPLIER = 0x9e3779b9;

    private int[] pageNumbers = new int[INITIAL_SLOTS];
    private long[] frames = new long[INITIAL_SLOTS];
    private int size;
    private int highest;

    /** Returns the number of pages. */
    public int size() {
        return size;
    }

    /** Returns whether there is no page. */
    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * Sets the frame of a page.
     *
     * @param pageNumber page number, unsigned, not 0
     * @param frame index of the frame
     */
    public void put(int pageNumber, long frame) {
        if (pageNumber == 0) {
            throw new IllegalArgumentException("there is no page 0");
        }
        int slot = slot(pageNumber);
        if (pageNumbers[slot] == 0) {
            pageNumbers[slot] = pageNumber;
            size++;
            highest = Integer.compareUnsigned(pageNumber, highest) > 0 ? pageNumber : highest;
        }
        frames[slot] = frame;
        if (size > pageNumbers.length / 2) {
            rehash(pageNumbers.length * 2, HIGHEST_PAGE_NUMBER);
        }
    }

    /** Sets the frame of each page in {@code newer}. */
    public void putAll(PageMap newer) {
        for (int slot = 0; slot < newer.pageNumbers.length; slot++) {
            if (newer.pageNumbers[slot] != 0) {
                put(newer.pageNumbers[slot], newer.frames[slot]);
            }
        }
    }

    /** Returns the index of a page's frame, or {@link #ABSENT}. */
    public long get(int pageNumber) {
        int slot = slot(pageNumber);
        return pageNumbers[slot] == 0 ? ABSENT : frames[slot];
    }

    /** Removes the pages above {@code commit}, which a transaction that shrinks the database leaves behind. */
    public void removeAbove(int commit) {
        if (Integer.compareUnsigned(highest, commit) > 0) {
            rehash(pageNumbers.length, commit);
        }
    }

    /** Returns the page numbers in ascending (unsigned) order. */
    public int[] sortedPageNumbers() {
        int[] sorted = new int[size];
        int count = 0;
        for (int pageNumber : pageNumbers) {
            if (pageNumber != 0) {
                sorted[count++] = pageNumber ^ Integer.MIN_VALUE;
            }
        }
        // flipping the sign bit turns signed order into unsigned order
        Arrays.sort(sorted);
        for (int i = 0; i < count; i++) {
            sorted[i] ^= Integer.MIN_VALUE;
        }
        return sorted;
    }

    /** Removes all pages. */
    public void clear() {
        if (pageNumbers.length > MAX_KEPT_SLOTS) {
            allocate(INITIAL_SLOTS);
        } else {
            Arrays.fill(pageNumbers, 0);
        }
        size = 0;
        highest = 0;
    }

    private int slot(int pageNumber) {
        int mask = pageNumbers.length - 1;
        int slot = (pageNumber * HASH_MULTIPLIER >>> 7) & mask;
        while (pageNumbers[slot] != pageNumber && pageNumbers[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void rehash(int slots, int lastPageNumber) {
        int[] oldPageNumbers = pageNumbers;
        long[] oldFrames = frames;
        allocate(slots);
        size = 0;
        highest = 0;
        for (int i = 0; i < oldPageNumbers.length; i++) {
            int pageNumber = oldPageNumbers[i];
            if (pageNumber != 0 && Integer.compareUnsigned(pageNumber, lastPageNumber) <= 0) {
                put(pageNumber, oldFrames[i]);
            }
        }
    }

    private void allocate(int slots) {
        pageNumbers = new int[slots];
        frames = new long[slots];
    }
}
