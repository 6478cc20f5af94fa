package io.litestream4j.capture;

import io.litestream4j.ltx.LtxFileName;
import java.util.stream.IntStream;

/**
 * What is to become one LTX file; to be written once.
 *
 * @param name the range of TXIDs
 * @param commit database size in pages after it
 * @param range the part of the WAL that it covers
 * @param pageNumbers the pages in it, ascending
 * @param source where their content comes from
 */
record Capture(LtxFileName name, int commit, WalRange range, IntStream pageNumbers, PageSource source) {

    /** Returns the same with another source. */
    Capture from(PageSource other) {
        return new Capture(name, commit, range, pageNumbers, other);
    }
}
