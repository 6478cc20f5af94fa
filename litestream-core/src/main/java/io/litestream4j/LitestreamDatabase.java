package io.litestream4j;

import io.litestream4j.ltx.TxId;
import io.litestream4j.restore.RestorePlan;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.DatabaseListener;
import io.litestream4j.status.DatabaseStatus;
import io.litestream4j.status.Mark;
import io.litestream4j.status.RestoreResult;
import io.litestream4j.verify.VerificationReport;
import io.litestream4j.verify.VerifyMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One database that is replicated while this process uses it. Safe for use by several threads.
 *
 * <p>The order of calls: {@link #restoreOnStart()} before anything opens the database; {@link #start()};
 * {@link #committed()} after each commit; {@link #stop()} when the application has ended its work; {@link #close()}
 * after the application has closed its own connections.
 */
public interface LitestreamDatabase extends AutoCloseable {

    /** Returns the settings. */
    DatabaseOptions options();

    /**
     * Waits for the replica's lease if one is required, then restores the database file if the settings ask for it. Nothing
     * in this process may have the database open.
     *
     * @return what was restored; empty if there was nothing to do
     * @throws LitestreamException if a restore was needed and failed, if the meta path cannot be written to, or if the lease
     *     was not to be had in time; what existed before is untouched
     */
    Optional<RestoreResult> restoreOnStart();

    /** Plans as {@link #plan(RestoreTarget, Duration)} does, within the time-out of the settings for restores. */
    default RestorePlan plan(RestoreTarget target) {
        return plan(target, options().restore().timeout());
    }

    /**
     * Says what a restore would read and reach, at the cost of a listing of the replica. May be called at any time.
     *
     * @param timeout how long to try
     * @throws LitestreamException if the target cannot be reached, or if the replica cannot
     */
    RestorePlan plan(RestoreTarget target, Duration timeout);

    /** Restores as {@link #restoreTo(Path, RestoreTarget, Duration)} does, within the time-out of the settings. */
    default RestoreResult restoreTo(Path file, RestoreTarget target) {
        return restoreTo(file, target, options().restore().timeout());
    }

    /**
     * Restores to another file, which gets the permissions of the database, with the check and parallelism of the settings.
     * May be called at any time, also while the database is in use.
     *
     * @param file does not exist yet; appears complete and checked, or not at all
     * @param timeout how long it may take
     * @return exactly what was reached
     * @throws LitestreamException if the target or the replica cannot be reached, or if the file exists
     */
    RestoreResult restoreTo(Path file, RestoreTarget target, Duration timeout);

    /**
     * Verifies what the replica holds, with the parallelism of the settings. May be called at any time, also while the database
     * is in use; in {@link VerifyMode#FULL} it takes as long as a download of the replica.
     *
     * @return damage and notes; damage is never thrown
     * @throws LitestreamException if the replica cannot be reached
     */
    VerificationReport verify(VerifyMode mode);

    /**
     * Starts replication and returns at once, unless {@link #restoreOnStart()} was not called and a lease is required, or a
     * probe of the store may fail the start. Does nothing when it runs already.
     *
     * @throws LitestreamException if the lease was not to be had in time, if the store lacks something and may not, or if the
     *     meta path cannot be used
     */
    void start();

    /** Returns whether replication runs. */
    boolean isRunning();

    /**
     * Tells that a transaction is going to write. Holds the caller while the engine has the write lock, some milliseconds now
     * and then: SQLite's own busy handler would look only now and then whether it is free again. Not needed for correctness;
     * costs next to nothing otherwise. Must be called without the write lock.
     */
    void aboutToWrite();

    /**
     * Tells that a transaction may have been committed. Costs nothing when replication does not run. May hold the
     * caller for some milliseconds while the engine takes the write lock, so it must be called without an open
     * transaction.
     */
    void committed();

    /**
     * Waits until everything that was committed before the call is on the replica.
     *
     * @return the TXID that the replica has reached
     * @throws LitestreamException if that did not happen in time, or if replication does not run
     */
    TxId sync(Duration timeout);

    /**
     * Writes a snapshot to the replica and waits for it.
     *
     * @return the TXID of the snapshot
     * @throws LitestreamException if that did not happen in time, or if replication does not run
     */
    TxId snapshot(Duration timeout);

    /**
     * Marks the present state as {@link #mark(String, String, Duration)} does, in the name of this process, within the time-out
     * of a shutdown.
     */
    Mark mark(String name);

    /**
     * Gives a name to the present state: captures everything that was committed before the call, waits until it is on the
     * replica, and puts a small object there. Retention keeps what a restore to exactly this state needs, until the mark is
     * deleted. Marks of an earlier process are found at the start of replication, and count as well.
     *
     * @param name see {@link Mark#name()}
     * @param creator who makes it, for people
     * @return the mark; the one that was there before, if it has this name and this state
     * @throws IllegalArgumentException if a mark cannot have this name
     * @throws MarkTakenException if the name is that of another state
     * @throws LitestreamException if the replica was not reached in time, or if replication does not run
     */
    Mark mark(String name, String creator, Duration timeout);

    /**
     * Deletes a mark. What only its state needed goes with the next retention of this process, or with the first one of the
     * next. May be called at any time.
     *
     * @return whether there was one
     * @throws IllegalArgumentException if a mark cannot have this name
     * @throws LitestreamException if the replica cannot be reached, or if this process may not write to it
     */
    boolean deleteMark(String name);

    /**
     * Reads the marks of the replica, in the order of their TXIDs, at the cost of a listing and a request for each. What this
     * process knows of them without that is in {@link #status()}. May be called at any time.
     *
     * @throws LitestreamException if the replica cannot be reached
     */
    List<Mark> marks();

    /** Returns the state, without I/O and without waiting. */
    DatabaseStatus status();

    /** Adds a listener for as long as this object lives. */
    void addListener(DatabaseListener listener);

    /** Captures and uploads what is left, within the shutdown time-out, and ends replication; the lease stays. */
    ShutdownResult stop();

    /**
     * Stops if that has not happened, then closes the engine's connections and gives the lease back. If they are the last
     * ones, the WAL stays in place, so that the next start goes on where this one ended.
     */
    @Override
    void close();
}
