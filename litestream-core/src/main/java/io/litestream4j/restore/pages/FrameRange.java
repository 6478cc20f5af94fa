package io.litestream4j.restore.pages;

import io.litestream4j.ltx.LtxPageIndex;
import java.util.BitSet;

/**
 * Frames of a file that are read by one request. Has its own part of the page index, at 20 bytes for each frame, so that the
 * index itself need not stay in memory. Immutable.
 */
final class FrameRange {

    private final int[] pageNumbers;
    private final long[] starts;
    private final long[] ends;
    private final BitSet wanted;

    private FrameRange(int[] pageNumbers, long[] starts, long[] ends, BitSet wanted) {
        this.pageNumbers = pageNumbers;
        this.starts = starts;
        this.ends = ends;
        this.wanted = wanted;
    }

    /**
     * Takes the frames between two entries of an index.
     *
     * @param first an entry that is wanted, unless all are
     * @param end the entry behind the last one, for which the same holds
     * @param wanted entries whose pages are wanted
     * @param all whether the others are part of it as well; else their bytes are read, but not looked at
     */
    static FrameRange of(LtxPageIndex index, int first, int end, BitSet wanted, boolean all) {
        BitSet inRange = wanted.get(first, end);
        return all || inRange.cardinality() == end - first
                ? new FrameRange(
                        index.pageNumbers(first, end),
                        index.offsets(first, end),
                        index.offsets(first + 1, end + 1),
                        inRange)
                : some(index, first, inRange);
    }

    private static FrameRange some(LtxPageIndex index, int first, BitSet entries) {
        int frames = entries.cardinality();
        int[] pageNumbers = new int[frames];
        long[] starts = new long[frames];
        long[] ends = new long[frames];
        int entry = -1;
        for (int frame = 0; frame < frames; frame++) {
            entry = entries.nextSetBit(entry + 1);
            pageNumbers[frame] = index.pageNumber(first + entry);
            starts[frame] = index.offset(first + entry);
            ends[frame] = index.offset(first + entry + 1);
        }
        BitSet all = new BitSet();
        all.set(0, frames);
        return new FrameRange(pageNumbers, starts, ends, all);
    }

    /** Returns where in the file the range begins. */
    long offset() {
        return starts[0];
    }

    /** Returns the number of bytes. */
    int length() {
        return (int) (ends[ends.length - 1] - starts[0]);
    }

    /** Returns the number of frames. */
    int frames() {
        return pageNumbers.length;
    }

    /** Returns the page number of a frame. */
    int pageNumber(int frame) {
        return pageNumbers[frame];
    }

    /** Returns where in the file a frame begins. */
    long offset(int frame) {
        return starts[frame];
    }

    /** Returns the number of bytes in a frame. */
    int size(int frame) {
        return (int) (ends[frame] - starts[frame]);
    }

    /** Returns whether the page of a frame is wanted, or merely has to be checked. */
    boolean isWanted(int frame) {
        return wanted.get(frame);
    }
}
