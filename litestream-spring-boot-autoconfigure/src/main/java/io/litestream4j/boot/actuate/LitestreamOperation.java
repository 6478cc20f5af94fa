package io.litestream4j.boot.actuate;

import java.util.Locale;

/** What a database can be told to do. */
public enum LitestreamOperation {
    /** Upload everything that was committed before. */
    SYNC,
    /** Write a snapshot to the replica. */
    SNAPSHOT,
    /** Restore the database to a file beside it. */
    RESTORE,
    /** Look for damage in the replica. */
    VERIFY;

    /** Returns the name as it stands in a request. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
