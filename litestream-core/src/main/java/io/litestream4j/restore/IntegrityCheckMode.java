package io.litestream4j.restore;

/**
 * How a restored database is checked before it gets its name.
 *
 * <p>Each LTX file that is read as a whole is checked by its checksum, whatever the mode. Of a large file of which newer ones
 * have replaced a quarter or more, only the pages that are needed are read: a page that cannot be decompressed, or is not the
 * one that the file's index names, is found; changed bytes in it may not be.
 */
public enum IntegrityCheckMode {
    /** Only the checksums of the LTX files. */
    NONE,
    /** SQLite's {@code quick_check}. */
    QUICK,
    /**
     * SQLite's {@code integrity_check}, which also compares indexes with their tables. Each file that gives a page is read as
     * a whole, so that the checksums vouch for every byte.
     */
    FULL
}
