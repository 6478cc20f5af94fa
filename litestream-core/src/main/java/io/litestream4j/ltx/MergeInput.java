package io.litestream4j.ltx;

import java.io.Closeable;
import java.io.IOException;

/** What {@link LtxMerger} reads: the pages of one file, or of several that were merged before. For one thread. */
public interface MergeInput extends Closeable {

    /** Returns the header. */
    LtxHeader header();

    /** Returns the file, as a person would name it. */
    String resource();

    /**
     * Moves to the next page, in ascending order.
     *
     * @return false if there are no more
     */
    boolean nextPage() throws IOException;

    /** Returns the number of the page. */
    int pageNumber();

    /** Returns the page: always the same array, which the next page replaces. */
    byte[] page();

    /** Writes the page, with its block as it is here if the writer's format allows. */
    void copyPage(LtxWriter writer) throws IOException;

    /** Reads what is left and checks all of it; only when that has succeeded may anything be used that was read. */
    void verify() throws IOException;
}
