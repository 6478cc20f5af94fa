package io.litestream4j.boot.actuate;

/** What a database has several of, each with a name. */
public enum LitestreamCollection {
    /** Names for states of the database. */
    MARKS
}
