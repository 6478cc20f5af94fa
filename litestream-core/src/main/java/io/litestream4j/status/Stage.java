package io.litestream4j.status;

/** A part of the path from a commit to the replica and back. */
public enum Stage {
    /** From the WAL to a staged LTX file. */
    CAPTURE,
    /** From a staged file to the replica. */
    UPLOAD,
    /** From the WAL back into the database file. */
    CHECKPOINT,
    /** A full copy of the database. */
    SNAPSHOT,
    /** From files of one level of the replica to one of the next. */
    COMPACTION,
    /** The end of files in the replica that are not kept. */
    RETENTION,
    /** From the replica to a database file. */
    RESTORE,
    /** A look at all that the replica holds. */
    VERIFICATION
}
