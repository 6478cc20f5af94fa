package io.litestream4j.restore.pages;

import io.litestream4j.ltx.LtxPageIndex;
import java.util.BitSet;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Divides the frames of a file into the ranges that are read by one request each, in their order. Wanted frames with little
 * between them are in one range: reading what lies between costs less than another request. For one thread.
 */
final class FrameRanges implements Iterator<FrameRange> {

    /** Largest range in bytes, unless a single frame is larger. */
    static final int MAX_LENGTH = 2 * 1024 * 1024;

    /** Most frames in a range. */
    static final int MAX_FRAMES = 4 * 1024;

    /** What is read in vain at most to save a request, in bytes. */
    static final int MAX_GAP = 64 * 1024;

    private final LtxPageIndex index;
    private final BitSet wanted;
    private final boolean all;
    private int next;

    /**
     * Begins at the first frame.
     *
     * @param wanted entries of the index whose pages are wanted
     * @param all whether the frames of the others are read as well
     */
    FrameRanges(LtxPageIndex index, BitSet wanted, boolean all) {
        this.index = index;
        this.wanted = wanted;
        this.all = all;
        this.next = entryFrom(0);
    }

    /** Returns the first entry to read from {@code entry} on, or the number of entries. */
    private int entryFrom(int entry) {
        int found = all ? entry : wanted.nextSetBit(entry);
        return found < 0 ? index.pageCount() : found;
    }

    @Override
    public boolean hasNext() {
        return next < index.pageCount();
    }

    @Override
    public FrameRange next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int first = next;
        int limit = limit(first);
        int end = endOfRun(first, limit);
        next = entryFrom(end);
        while (next < limit && index.offset(next) - index.offset(end) <= MAX_GAP) {
            end = endOfRun(next, limit);
            next = entryFrom(end);
        }
        return FrameRange.of(index, first, end, wanted, all);
    }

    /** Returns up to which entry a range may go, exclusive. */
    private int limit(int first) {
        int bySize = index.countUpTo(index.offset(first) + MAX_LENGTH);
        return Math.max(first + 1, Math.min(first + MAX_FRAMES, bySize));
    }

    /** Returns the end of the entries that follow each other and are all to be read, exclusive. */
    private int endOfRun(int entry, int limit) {
        return all ? limit : Math.min(limit, wanted.nextClearBit(entry));
    }
}
