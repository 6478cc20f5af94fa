package io.litestream4j.restore.pages;

import io.litestream4j.ltx.LtxPageIndex;
import java.util.BitSet;

/**
 * Frames of a file that are read by one request. Has its own part of the page index, at 12 bytes for each frame, so that the
 * index itself need not stay in memory. Immutable.
 */
final class FrameRange {

    private final long offset;
    private final int length;
    private final int[] pageNumbers;
    private final int[] starts;
    private final int[] sizes;
    private final BitSet wanted = new BitSet();

    private FrameRange(LtxPageIndex index, int first, int end, int frames) {
        this.offset = index.offset(first);
        this.length = (int) (index.offset(end) - offset);
        this.pageNumbers = new int[frames];
        this.starts = new int[frames];
        this.sizes = new int[frames];
    }

    /**
     * Takes the frames between two entries of an index.
     *
     * @param end the entry behind the last one
     * @param wanted entries whose pages are wanted
     * @param all whether the others are part of it as well; else their bytes are read, but not looked at
     */
    static FrameRange of(LtxPageIndex index, int first, int end, BitSet wanted, boolean all) {
        int frames = all ? end - first : wanted.get(first, end).cardinality();
        FrameRange range = new FrameRange(index, first, end, frames);
        int frame = 0;
        for (int entry = first; entry < end; entry++) {
            if (all || wanted.get(entry)) {
                range.set(frame, index, entry);
                range.wanted.set(frame, wanted.get(entry));
                frame++;
            }
        }
        return range;
    }

    private void set(int frame, LtxPageIndex index, int entry) {
        pageNumbers[frame] = index.pageNumber(entry);
        starts[frame] = (int) (index.offset(entry) - offset);
        sizes[frame] = (int) (index.offset(entry + 1) - index.offset(entry));
    }

    /** Returns where in the file the range begins. */
    long offset() {
        return offset;
    }

    /** Returns the number of bytes. */
    int length() {
        return length;
    }

    /** Returns the number of frames. */
    int frames() {
        return pageNumbers.length;
    }

    /** Returns the page number of a frame. */
    int pageNumber(int frame) {
        return pageNumbers[frame];
    }

    /** Returns where a frame begins, from the start of the range. */
    int start(int frame) {
        return starts[frame];
    }

    /** Returns the number of bytes in a frame. */
    int size(int frame) {
        return sizes[frame];
    }

    /** Returns whether the page of a frame is wanted, or merely has to be checked. */
    boolean isWanted(int frame) {
        return wanted.get(frame);
    }
}
