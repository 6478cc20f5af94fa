package io.litestream4j.capture;

import java.io.IOException;

/** Where a capture gets the content of a page from. */
@FunctionalInterface
interface PageSource {

    /**
     * Reads a page.
     *
     * @param pageNumber a page of the capture
     * @param target as long as a page
     */
    void read(int pageNumber, byte[] target) throws IOException;
}
