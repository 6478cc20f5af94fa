package io.litestream4j.restore.pages;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * A set of page numbers. Takes 8 KiB for each range of 65,536 pages that it has numbers of: the size of a database that a
 * file merely claims costs nothing.
 */
final class PageSet {

    private static final int RANGE_BITS = 16;
    private static final int RANGE_MASK = (1 << RANGE_BITS) - 1;

    private final Map<Integer, BitSet> ranges = new HashMap<>();
    private int currentRange = -1;
    private BitSet current = new BitSet();
    private int size;

    /** Adds a page number and returns whether it was not there before. */
    boolean add(int pageNumber) {
        int range = pageNumber >>> RANGE_BITS;
        if (range != currentRange) {
            currentRange = range;
            current = ranges.computeIfAbsent(range, key -> new BitSet());
        }
        if (current.get(pageNumber & RANGE_MASK)) {
            return false;
        }
        current.set(pageNumber & RANGE_MASK);
        size++;
        return true;
    }

    /** Returns the number of page numbers. */
    int size() {
        return size;
    }
}
