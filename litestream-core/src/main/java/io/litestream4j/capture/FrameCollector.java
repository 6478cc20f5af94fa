package io.litestream4j.capture;

import io.litestream4j.wal.FrameVisitor;
import io.litestream4j.wal.PageMap;

/**
 * Collects the newest frame of each page up to the first commit at or above a bound. Reused, so that a capture allocates
 * nothing for its frames. Not safe for use by several threads.
 */
final class FrameCollector implements FrameVisitor {

    private final PageMap pages = new PageMap();
    private long bound;
    private long end;
    private int commit;

    /** Forgets everything. */
    void start(long newBound) {
        pages.clear();
        bound = newBound;
        end = 0;
        commit = 0;
    }

    @Override
    public void frame(long index, int pageNumber, int commitSize) {
        if (isFull()) {
            return;
        }
        pages.put(pageNumber, index);
        if (commitSize != 0) {
            end = index + 1;
            commit = commitSize;
        }
    }

    /** Returns whether the bound is reached: later frames are not collected. */
    boolean isFull() {
        return commit != 0 && end >= bound;
    }

    /** Returns the newest frame of each page. */
    PageMap pages() {
        return pages;
    }

    /** Returns the index of the frame behind the last commit that was collected. */
    long end() {
        return end;
    }

    /** Returns the database size in pages after that commit, 0 before the first. */
    int commit() {
        return commit;
    }
}
