package io.litestream4j.restore;

/** How a restored database is checked before it gets its name. */
public enum IntegrityCheckMode {
    /** Only the checksums of the LTX files. */
    NONE,
    /** SQLite's {@code quick_check}. */
    QUICK,
    /** SQLite's {@code integrity_check}, which also compares indexes with their tables. */
    FULL
}
