package io.litestream4j.wal;

/** Is told of the frames of a WAL, with their pages. */
@FunctionalInterface
public interface PageVisitor {

    /**
     * Visits one frame.
     *
     * @param pageNumber number of its page
     * @param commit database size in pages after the transaction whose last frame this is, 0 for other frames
     * @param source holds the page from {@code offset} on, for as long as this call takes
     */
    void page(int pageNumber, int commit, byte[] source, int offset);
}
