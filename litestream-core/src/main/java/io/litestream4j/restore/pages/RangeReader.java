package io.litestream4j.restore.pages;

import io.litestream4j.io.PositionalOutput;
import io.litestream4j.ltx.LtxFrames;
import io.litestream4j.ltx.LtxPartChecksum;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.restore.fetch.ReplicaReader;
import io.litestream4j.sqlite.PageSize;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Brings the pages of a range to their places in the database, while the range arrives. Safe for use by several threads, at
 * 0.6 MiB for each.
 */
final class RangeReader {

    private final ReplicaReader reader;
    private final PositionalOutput output;
    private final PageSize pageSize;
    private final Queue<Buffers> idle = new ConcurrentLinkedQueue<>();

    RangeReader(ReplicaReader reader, PositionalOutput output, PageSize pageSize) {
        this.reader = reader;
        this.output = output;
        this.pageSize = pageSize;
    }

    /** What one thread needs at a time. */
    private record Buffers(byte[] source, PageRuns pages) {}

    /**
     * Reads a range and writes its wanted pages.
     *
     * @param content all of the file if it is in memory
     * @param checked whether the checksum of the frames is wanted
     * @return the checksum of all frames of the range, if wanted
     */
    LtxPartChecksum copy(ReplicaFile file, byte @Nullable [] content, FrameRange range, boolean checked)
            throws IOException {
        Buffers polled = idle.poll();
        Buffers buffers =
                polled != null ? polled : new Buffers(new byte[FrameWindow.CAPACITY], new PageRuns(output, pageSize));
        try (FrameWindow window = content != null
                ? FrameWindow.all(content)
                : new FrameWindow(buffers.source, range.offset(), reader.open(file, range.offset(), range.length()))) {
            return copy(file, window, range, checked, buffers.pages);
        } finally {
            buffers.pages.reset();
            idle.add(buffers);
        }
    }

    private LtxPartChecksum copy(
            ReplicaFile file, FrameWindow window, FrameRange range, boolean checked, PageRuns pages)
            throws IOException {
        LtxFrames frames = new LtxFrames(pageSize.bytes(), file.display(), window.bytes(), checked);
        for (int frame = 0; frame < range.frames(); ) {
            frame = decodeRun(frames, window, range, frame, pages);
            pages.flush();
        }
        return frames.checksum();
    }

    /**
     * Decodes frames up to the first whose page cannot be written together with those before it. Has nothing in it but what
     * is done for each page: a restore is short, and whatever such a loop calls is compiled along with it.
     *
     * @return the frame to go on with
     */
    private static int decodeRun(LtxFrames frames, FrameWindow window, FrameRange range, int first, PageRuns pages)
            throws IOException {
        int frame = first;
        for (; frame < range.frames(); frame++) {
            int pageNumber = range.pageNumber(frame);
            int place = pages.nowhere();
            if (range.isWanted(frame)) {
                if (!pages.takes(pageNumber)) {
                    break;
                }
                place = pages.place(pageNumber);
            }
            long offset = range.offset(frame);
            int size = range.size(frame);
            frames.decode(offset, window.find(offset, size), size, pageNumber, pages.buffer(), place);
        }
        return frame;
    }
}
