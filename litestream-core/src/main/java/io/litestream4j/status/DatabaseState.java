package io.litestream4j.status;

/** What a database's engine is doing. */
public enum DatabaseState {
    /** Known, but replication has not begun. */
    STARTING,
    /** Another process holds the replica's lease; this one waits for it. */
    STANDBY,
    /** The database file is being restored. */
    RESTORING,
    /** Commits are on their way to the replica. */
    REPLICATING,
    /** Commits do not reach the replica; {@link DatabaseStatus#lastError()} says why. */
    STALLED,
    /**
     * Another process has taken the replica over, or holds its lease: nothing is uploaded or deleted by this process any more
     * until it starts again; {@link DatabaseStatus#lastError()} says why and what to do. Local data stay readable.
     */
    FENCED,
    /** Replication has ended. */
    STOPPED
}
