package io.litestream4j;

/** How a database's part in writing to a replica ended, for those who come after it. */
enum WriterEnd {
    /** Nothing is under way any more. */
    QUIET,
    /** A request may be under way that ends late, or never. */
    UNDER_WAY,
    /** It must not write any more: another process does, or may. */
    FENCED
}
