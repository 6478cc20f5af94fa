package io.litestream4j.boot.actuate;

/** What can be asked of a replica, at the cost of requests to its store. */
public enum LitestreamQuery {
    /** What a restore would read and reach. */
    PLAN
}
