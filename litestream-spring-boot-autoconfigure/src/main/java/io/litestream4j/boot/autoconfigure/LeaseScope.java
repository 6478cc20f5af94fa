package io.litestream4j.boot.autoconfigure;

/** What one lease covers. */
public enum LeaseScope {
    /** One database. */
    DATABASE,
    /** All databases whose replicas are at or below the global replica URL. */
    ROOT
}
