package io.litestream4j.status;

/** What a database's engine is doing. */
public enum DatabaseState {
    /** Known, but replication has not begun. */
    STARTING,
    /** The database file is being restored. */
    RESTORING,
    /** Commits are on their way to the replica. */
    REPLICATING,
    /** Commits do not reach the replica; {@link DatabaseStatus#lastError()} says why. */
    STALLED,
    /** Replication has ended. */
    STOPPED
}
