package io.litestream4j.wal;

/** Is told of frames in the order of the WAL. */
@FunctionalInterface
public interface FrameVisitor {

    /**
     * Takes a frame.
     *
     * @param index number of the frame, from 0
     * @param pageNumber page number, unsigned
     * @param commit database size in pages if this frame ends a transaction, else 0
     */
    void frame(long index, int pageNumber, int commit);
}
