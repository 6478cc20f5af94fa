package io.litestream4j;

/** What happens when something is found at start that is known to damage databases. */
public enum HazardMode {
    /** The database is not replicated; the start fails. */
    FAIL,
    /** A warning is logged. */
    WARN
}
