package io.litestream4j.ltx;

import io.litestream4j.io.CorruptDataException;

/** What the verification of one LTX file found. */
public sealed interface LtxVerification {

    /**
     * The file is what was written, and follows every rule of the format.
     *
     * @param header header of the file
     * @param trailer trailer of the file
     * @param pageCount number of pages in the file
     * @param completeFrom first of the pages that the file holds without a gap up to the end of the database; one more than
     *     that end if it lacks the last page
     * @param size size of the file in bytes
     */
    record Sound(LtxHeader header, LtxTrailer trailer, int pageCount, int completeFrom, long size)
            implements LtxVerification {}

    /**
     * The file is not to be used.
     *
     * @param problem the first thing that is wrong; its message names the file, the offset, what was expected and what
     *     was found
     */
    record Damaged(CorruptDataException problem) implements LtxVerification {}
}
