package io.litestream4j;

import io.litestream4j.ltx.TxId;
import io.litestream4j.restore.RestorePlan;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.DatabaseListener;
import io.litestream4j.status.DatabaseStatus;
import io.litestream4j.status.RestoreResult;
import io.litestream4j.verify.VerificationReport;
import io.litestream4j.verify.VerifyMode;
import java.nio.file.Path;
import java.time.Duration;
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
     * @throws LitestreamException if a restore was needed and failed, or if the lease was not to be had in time; what existed
     *     before is untouched
     */
    Optional<RestoreResult> restoreOnStart();

    /**
     * Says what a restore would read and reach, at the cost of a listing of the replica. May be called at any time.
     *
     * @throws LitestreamException if the target cannot be reached, or if the replica cannot
     */
    RestorePlan plan(RestoreTarget target);

    /**
     * Restores to another file, with the check, parallelism and time-out of the settings. May be called at any time, also
     * while the database is in use.
     *
     * @param file does not exist yet; appears complete and checked, or not at all
     * @return exactly what was reached
     * @throws LitestreamException if the target or the replica cannot be reached, or if the file exists
     */
    RestoreResult restoreTo(Path file, RestoreTarget target);

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
