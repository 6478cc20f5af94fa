package io.litestream4j.restore;

/** When a database is restored before it is used. */
public enum RestorePolicy {
    /** When the database file is missing, or when a point in time is asked for that was not restored yet. */
    IF_MISSING,
    /** Once, also when the database file exists. */
    ALWAYS,
    /** Not at all. */
    NEVER
}
