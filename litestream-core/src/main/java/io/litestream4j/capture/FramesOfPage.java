package io.litestream4j.capture;

import io.litestream4j.sqlite.DatabaseFile;
import io.litestream4j.sqlite.PageSize;
import io.litestream4j.wal.FrameVisitor;
import io.litestream4j.wal.WalReader;
import io.litestream4j.wal.WalRestartedException;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds all frames of one page, each of which holds a version that SQLite may have moved into the database file. */
final class FramesOfPage implements FrameVisitor {

    private final int pageNumber;
    private final List<Long> frames = new ArrayList<>();

    private FramesOfPage(int pageNumber) {
        this.pageNumber = pageNumber;
    }

    @Override
    public void frame(long index, int page, int commit) {
        if (page == pageNumber) {
            frames.add(index);
        }
    }

    /**
     * Returns whether some version of a page begins with these bytes.
     *
     * @param from first frame to look at
     * @param to frame behind the last one
     */
    static boolean contain(WalReader run, long from, long to, int pageNumber, byte[] start) throws IOException {
        FramesOfPage found = new FramesOfPage(pageNumber);
        byte[] page = new byte[run.header().pageSize()];
        try {
            run.readHeaders(from, to, found);
            for (long frame : found.frames) {
                run.readPage(frame, page, 0);
                if (Arrays.equals(page, 0, start.length, start, 0, start.length)) {
                    return true;
                }
            }
        } catch (WalRestartedException e) {
            // They were overwritten: nothing can be shown.
        }
        return false;
    }

    /**
     * Returns whether the database file holds the page of a frame that was moved into it, or a later version of that page.
     *
     * @param frame index of the frame
     * @param to number of frames in the run
     */
    static boolean isMoved(WalReader run, long frame, long to, DatabaseFile file) throws IOException {
        int pageNumber = run.readHeader(frame).pageNumber();
        PageSize pageSize = new PageSize(run.header().pageSize());
        byte[] page = new byte[pageSize.bytes()];
        try {
            file.read(pageSize.offsetOf(pageNumber), page, 0, page.length);
        } catch (EOFException e) {
            return false;
        }
        return contain(run, frame, to, pageNumber, page);
    }
}
