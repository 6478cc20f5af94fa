package io.litestream4j.wal;

import java.util.Arrays;

/**
 * Index of the newest frame of each page, without an object per page: 28 to 56 bytes each. Clearing costs the same however
 * large the map has been, so that one map can serve many small captures. Not safe for use by several threads.
 */
public final class PageMap {

    /** What {@link #get} returns for a page that has no frame. */
    public static final long ABSENT = -1;

    private static final int INITIAL_CAPACITY = 64;

    // One huge transaction shall not hold its memory for ever.
    private static final int MAX_KEPT_CAPACITY = 1 << 16;

    private static final int SLOTS_PER_ENTRY = 2;
    private static final int HASH_MULTIPLIER = 0x9e3779b9;

    // Entries, in the order in which their pages were first put.
    private int[] pageNumbers = new int[INITIAL_CAPACITY];
    private long[] frames = new long[INITIAL_CAPACITY];
    private int size;
    private int highest;

    // Open addressing: number of the entry in the lower half, in the upper half the generation in which it was put. A
    // slot
    // of another generation is free.
    private long[] slots = new long[INITIAL_CAPACITY * SLOTS_PER_ENTRY];
    private int generation = 1;

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
        if (isUsed(slot)) {
            frames[(int) slots[slot]] = frame;
        } else if (size < pageNumbers.length) {
            add(slot, pageNumber, frame);
        } else {
            grow();
            add(slot(pageNumber), pageNumber, frame);
        }
    }

    private void add(int slot, int pageNumber, long frame) {
        slots[slot] = (long) generation << Integer.SIZE | size;
        pageNumbers[size] = pageNumber;
        frames[size] = frame;
        size++;
        highest = Integer.compareUnsigned(pageNumber, highest) > 0 ? pageNumber : highest;
    }

    /** Sets the frame of each page in {@code newer}. */
    public void putAll(PageMap newer) {
        for (int entry = 0; entry < newer.size; entry++) {
            put(newer.pageNumbers[entry], newer.frames[entry]);
        }
    }

    /** Returns the index of a page's frame, or {@link #ABSENT}. */
    public long get(int pageNumber) {
        int slot = slot(pageNumber);
        return isUsed(slot) ? frames[(int) slots[slot]] : ABSENT;
    }

    /** Removes the pages above {@code commit}, which a transaction that shrinks the database leaves behind. */
    public void removeAbove(int commit) {
        if (Integer.compareUnsigned(highest, commit) <= 0) {
            return;
        }
        int oldSize = size;
        forgetEntries();
        for (int entry = 0; entry < oldSize; entry++) {
            // puts at or before the place it reads from
            if (Integer.compareUnsigned(pageNumbers[entry], commit) <= 0) {
                put(pageNumbers[entry], frames[entry]);
            }
        }
    }

    /** Returns the page numbers in ascending (unsigned) order. */
    public int[] sortedPageNumbers() {
        int[] sorted = Arrays.copyOf(pageNumbers, size);
        flipSigns(sorted);
        Arrays.sort(sorted);
        flipSigns(sorted);
        return sorted;
    }

    /** Turns unsigned order into signed order, and back. */
    private static void flipSigns(int[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] ^= Integer.MIN_VALUE;
        }
    }

    /** Removes all pages. */
    public void clear() {
        if (pageNumbers.length > MAX_KEPT_CAPACITY) {
            pageNumbers = new int[INITIAL_CAPACITY];
            frames = new long[INITIAL_CAPACITY];
            slots = new long[INITIAL_CAPACITY * SLOTS_PER_ENTRY];
        }
        forgetEntries();
    }

    private void forgetEntries() {
        if (generation == Integer.MAX_VALUE) {
            Arrays.fill(slots, 0);
            generation = 0;
        }
        generation++;
        size = 0;
        highest = 0;
    }

    private void grow() {
        int capacity = pageNumbers.length * 2;
        pageNumbers = Arrays.copyOf(pageNumbers, capacity);
        frames = Arrays.copyOf(frames, capacity);
        slots = new long[capacity * SLOTS_PER_ENTRY];
        for (int entry = 0; entry < size; entry++) {
            slots[slot(pageNumbers[entry])] = (long) generation << Integer.SIZE | entry;
        }
    }

    private boolean isUsed(int slot) {
        return slots[slot] >>> Integer.SIZE == generation;
    }

    /** Returns the slot of a page, or the free one where it belongs. */
    private int slot(int pageNumber) {
        int mask = slots.length - 1;
        int slot = (pageNumber * HASH_MULTIPLIER >>> 7) & mask;
        while (isUsed(slot) && pageNumbers[(int) slots[slot]] != pageNumber) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
