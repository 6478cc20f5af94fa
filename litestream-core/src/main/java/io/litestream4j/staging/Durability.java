package io.litestream4j.staging;

/** What a staged file survives. */
public enum Durability {
    /** The end of this process. */
    CACHED,
    /** A crash of the machine. */
    SYNCED
}
