package io.litestream4j.restore.pages;

/** How much of a file is read. */
enum Reading {
    /** Newer files have all of its pages. */
    NOTHING,
    /** The pages that no newer file has, and what lies between them if it is little. */
    RANGES,
    /** All pages, so that the file's checksum can be checked. */
    WHOLE
}
