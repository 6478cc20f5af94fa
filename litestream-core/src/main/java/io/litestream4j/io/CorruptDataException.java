package io.litestream4j.io;

import java.io.IOException;

/**
 * Bytes that cannot be what they should be. The message names the resource, the offset, what was expected and what was
 * found.
 */
public final class CorruptDataException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with the bytes. */
    public enum Problem {
        /** The data end too early. */
        TRUNCATED,
        /** The first bytes are not those of the format. */
        BAD_MAGIC,
        /** A header field has a value that the format does not allow. */
        BAD_HEADER,
        /** A page frame has a value that the format does not allow, or its content cannot be decompressed. */
        BAD_PAGE,
        /** Page numbers are not in the order that the format asks for. */
        PAGE_ORDER,
        /** A page number is zero, above the database size, or that of the lock page. */
        PAGE_OUT_OF_BOUNDS,
        /** A snapshot lacks pages. */
        INCOMPLETE_SNAPSHOT,
        /** The page index does not agree with the pages. */
        BAD_INDEX,
        /** The trailer has a value that the format does not allow. */
        BAD_TRAILER,
        /** A checksum does not agree with the bytes that it covers. */
        CHECKSUM_MISMATCH,
        /** The transaction range in the file differs from the one in its name. */
        TXID_MISMATCH,
        /** The object of a mark does not hold one. */
        BAD_MARK
    }

    private final Problem problem;
    private final String resource;
    private final long offset;

    /**
     * Creates an exception.
     *
     * @param problem what is wrong
     * @param resource the file or object, as a person would name it
     * @param offset byte offset in the resource, or -1 where none applies
     * @param detail what was expected and what was found
     */
    public CorruptDataException(Problem problem, String resource, long offset, String detail) {
        super(resource + (offset < 0 ? "" : " at offset " + offset) + ": " + detail);
        this.problem = problem;
        this.resource = resource;
        this.offset = offset;
    }

    /** Returns what is wrong. */
    public Problem problem() {
        return problem;
    }

    /** Returns the name of the file or object. */
    public String resource() {
        return resource;
    }

    /** Returns the byte offset in the resource, or -1 where none applies. */
    public long offset() {
        return offset;
    }
}
