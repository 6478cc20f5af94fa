package io.litestream4j.verify;

/** How much of each file a verification reads. */
public enum VerifyMode {
    /** The listing, and the header of each file: one small request for each. */
    QUICK,
    /** Every byte: checksums, page indexes, pages. Traffic and time of a download of all that is in the replica. */
    FULL
}
