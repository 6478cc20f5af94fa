package io.litestream4j;

/** Whether the store is tried out before replication begins, and what happens when it cannot do what is needed. */
public enum ProbeMode {
    /** The start fails. */
    FAIL,
    /** It is logged and published; only a store that overwrites files which exist already fails the start. */
    WARN,
    /** The store is not tried out. */
    OFF
}
