package io.litestream4j.status;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ProbeResult;
import java.time.Duration;

/** Something that happened to a database. */
public sealed interface DatabaseEvent {

    /** Returns the database's name. */
    String database();

    /**
     * Changes were captured into one LTX file.
     *
     * @param duration how long it took
     * @param bytes size of the file
     * @param full whether the file holds every page
     */
    record Captured(String database, Duration duration, long bytes, boolean full) implements DatabaseEvent {}

    /**
     * One LTX file became durable on the replica.
     *
     * @param duration how long the upload took
     * @param bytes size of the file
     */
    record Uploaded(String database, Duration duration, long bytes) implements DatabaseEvent {}

    /**
     * Files of the replica were merged into one of a higher level.
     *
     * @param level the level of the new file
     * @param duration how long it took
     * @param files number of files that were merged
     * @param bytes size of the new file
     */
    record Compacted(String database, int level, Duration duration, int files, long bytes) implements DatabaseEvent {}

    /**
     * Files were deleted from the replica, since they are not kept any longer.
     *
     * @param files number of files
     * @param bytes their size
     */
    record Deleted(String database, int files, long bytes) implements DatabaseEvent {}

    /**
     * The WAL was given back to the database file.
     *
     * @param mode SQLite's mode, in lower case: {@code passive} or {@code truncate}
     * @param duration how long all of it took
     * @param blocked how long writers could be blocked
     * @param completed whether every frame was moved, so that the WAL starts again
     */
    record Checkpointed(String database, String mode, Duration duration, Duration blocked, boolean completed)
            implements DatabaseEvent {}

    /**
     * A restore goes on; a few times a second.
     *
     * @param bytes how many bytes have been read from the replica
     * @param total how many there are to read, as far as that is known
     */
    record Restoring(String database, long bytes, long total) implements DatabaseEvent {}

    /** A database was restored. */
    record Restored(String database, RestoreResult result) implements DatabaseEvent {}

    /**
     * A full file is needed to go on; every one has a reason.
     *
     * @param reason why, for a person
     */
    record FullFileNeeded(String database, String reason) implements DatabaseEvent {}

    /**
     * This process must not write to the replica any more, and does not; see {@link DatabaseState#FENCED}. Published once.
     *
     * @param reason why and what to do, for a person
     */
    record Fenced(String database, String reason) implements DatabaseEvent {}

    /** The lease on the replica was acquired, or is waited for, or has got lost. */
    record LeaseChanged(String database, LeaseStatus lease) implements DatabaseEvent {}

    /** The store was tried out, before the first write to it. */
    record Probed(String database, ProbeResult result) implements DatabaseEvent {}

    /**
     * Replication was ended, and what was left has been uploaded or has not.
     *
     * @param complete whether everything that was committed is on the replica
     * @param local the last TXID that was captured; commits that are in none may be missing, too
     * @param replica the last TXID on the replica
     */
    record Ended(String database, boolean complete, TxId local, TxId replica) implements DatabaseEvent {}

    /** A stage works, fails or has stalled, which it did not before. */
    record StageChanged(String database, StageStatus stage) implements DatabaseEvent {}

    /** A stage failed. */
    record Failed(String database, StageError error) implements DatabaseEvent {}

    /**
     * A request to the replica's store ended.
     *
     * @param operation {@code list}, {@code get}, {@code put} or {@code delete}
     * @param outcome {@code success} or {@code error}
     * @param bytes bytes sent or received
     */
    record Requested(String database, String operation, String outcome, long bytes) implements DatabaseEvent {}
}
