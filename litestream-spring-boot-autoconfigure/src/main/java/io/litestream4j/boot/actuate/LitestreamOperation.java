package io.litestream4j.boot.actuate;

import java.util.Locale;

/** What can be asked of a database. */
public enum LitestreamOperation {
    /** Upload everything that was committed before. */
    SYNC,
    /** Write a snapshot to the replica. */
    SNAPSHOT;

    /** Returns the name as it stands in a request. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
