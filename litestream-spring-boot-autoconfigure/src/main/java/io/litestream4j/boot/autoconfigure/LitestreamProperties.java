package io.litestream4j.boot.autoconfigure;

import io.litestream4j.HazardMode;
import io.litestream4j.LeaseMode;
import io.litestream4j.OnFenced;
import io.litestream4j.ProbeMode;
import io.litestream4j.restore.IntegrityCheckMode;
import io.litestream4j.restore.OnBehind;
import io.litestream4j.restore.RestorePolicy;
import io.litestream4j.verify.VerifyMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

/**
 * Settings of a database. Those under {@code litestream} are for every database; the same keys under
 * {@code litestream.databases.<name of the DataSource bean>} are for one, and win.
 *
 * @param enabled Whether databases are restored and replicated. If it is false for all of them, the library does nothing at
 *         all, whatever is set for one.
 * @param replica Where the replica is and how to get in.
 * @param metaPath Directory for the engine's own files. The default is '.<file>-litestream' beside the database.
 * @param monitorInterval How often to look for commits that were not made through a replicated DataSource.
 * @param syncInterval Uploads are at most this often, though the first commit after a quiet interval goes at once. The
 *         default is 0 for a file replica and 1s for any other.
 * @param checkpointInterval Longest time between two checkpoints while there is something in the WAL.
 * @param minCheckpointPageCount Number of pages in the WAL at which a checkpoint begins.
 * @param truncatePageN Size of the WAL file, in pages, above which it is truncated.
 * @param busyTimeout How long the engine waits for a lock that somebody else holds.
 * @param shutdownSyncTimeout How long a shutdown may take to upload what is left.
 * @param levels How often the files of the replica are merged, level by level: from one to eight, each less often than the
 *         one before. The default is every 30s, 5m and 1h.
 * @param snapshot When whole copies of the database are made, and how long they are kept.
 * @param l0Retention How long every single upload can be restored; after that as exactly as the levels allow. 0 for as
 *         long as snapshot.retention.
 * @param retention Whether the replica is cleaned up.
 * @param local What is kept on the local disk of what is on the replica already.
 * @param verification How often the replica is verified.
 * @param lease Whether this process has to be the only one before it restores and replicates.
 * @param onFenced What happens when another process has taken the replica over.
 * @param probe Whether the store is tried out before replication begins.
 * @param hazards What happens when something is found at start that is known to damage databases.
 * @param marks Names for states of the database, made without being asked for.
 * @param restore How the database is restored before it is used.
 * @param health When the health indicator reports a problem.
 */
@ConfigurationProperties("litestream")
public record LitestreamProperties(
        @DefaultValue("true") Boolean enabled,
        @DefaultValue @NestedConfigurationProperty ReplicaProperties replica,
        @Nullable Path metaPath,
        @DefaultValue("1s") Duration monitorInterval,
        @Nullable Duration syncInterval,
        @DefaultValue("1m") Duration checkpointInterval,
        @DefaultValue("1000") int minCheckpointPageCount,
        @DefaultValue("121359") int truncatePageN,
        @DefaultValue("5s") Duration busyTimeout,
        @DefaultValue("30s") Duration shutdownSyncTimeout,
        @Nullable List<Level> levels,
        @DefaultValue Snapshot snapshot,
        @DefaultValue("5m") @Name("l0-retention") Duration l0Retention,
        @DefaultValue Retention retention,
        @DefaultValue Local local,
        @DefaultValue Verification verification,
        @DefaultValue Lease lease,
        @DefaultValue("continue") OnFenced onFenced,
        @DefaultValue("warn") ProbeMode probe,
        @DefaultValue Hazards hazards,
        @DefaultValue Marks marks,
        @DefaultValue Restore restore,
        @DefaultValue Health health) {

    /**
     * A level of the replica.
     *
     * @param interval How often the files of the level below are merged into one of this level.
     */
    public record Level(Duration interval) {}

    /**
     * When whole copies of the database are made, and how long they are kept.
     *
     * @param interval How often a snapshot is made of a database that has changed.
     * @param cron When snapshots are made, as a cron expression with seconds, for example '0 0 3 * * *'; in place of the
     *         interval.
     * @param zone Time zone of the cron expression. The default is that of the system.
     * @param retention How far back every point can be restored, as exactly as the levels allow.
     * @param keep Which snapshots are kept for longer.
     */
    public record Snapshot(
            @DefaultValue("24h") Duration interval,
            @Nullable String cron,
            @Nullable ZoneId zone,
            @DefaultValue("24h") Duration retention,
            @DefaultValue Keep keep) {

        /**
         * Which snapshots are kept for longer than the retention.
         *
         * @param daily Number of days of which the last snapshot is kept.
         * @param weekly Number of weeks of which the last snapshot is kept.
         * @param monthly Number of months of which the last snapshot is kept.
         */
        public record Keep(
                @DefaultValue("0") int daily,
                @DefaultValue("0") int weekly,
                @DefaultValue("0") int monthly) {}
    }

    /**
     * Whether the replica is cleaned up.
     *
     * @param enabled Whether files that are not kept are deleted from the replica. Turn it off if the rules of the bucket
     *         do that, or if there is no permission for it.
     */
    public record Retention(@DefaultValue("true") boolean enabled) {}

    /**
     * What is kept on the local disk of what is on the replica already.
     *
     * @param maxSize Largest size of the copies that save downloads when files are merged.
     */
    public record Local(@DefaultValue("256MB") DataSize maxSize) {}

    /**
     * How often the replica is verified while the application runs.
     *
     * @param interval How long after the start, and after each verification, the next one begins. The default is never.
     * @param mode How much is read: the listing and the headers (quick), or every byte (full).
     */
    public record Verification(
            @Nullable Duration interval,
            @DefaultValue("quick") VerifyMode mode) {}

    /**
     * The lease that one process at a time holds on a replica.
     *
     * @param mode Whether a lease is needed.
     * @param scope What one lease covers.
     * @param ttl How long it lasts after it was last renewed, at least 1s. It is renewed at a third of that.
     * @param patience How long to wait for another process to release it, or to be found dead, before the start fails.
     */
    public record Lease(
            @DefaultValue("off") LeaseMode mode,
            @DefaultValue("database") LeaseScope scope,
            @DefaultValue("30s") Duration ttl,
            @DefaultValue("5m") @Name("wait") Duration patience) {}

    /**
     * What happens when something is found at start that is known to damage databases.
     *
     * @param walResetBug An SQLite library from 3.51.0 to 3.51.2, in which two checkpoints at the same moment can damage a
     *         database.
     * @param networkFileSystem A database on a file system that other machines may use at the same time.
     */
    public record Hazards(
            @DefaultValue("fail") HazardMode walResetBug,
            @DefaultValue("warn") HazardMode networkFileSystem) {}

    /**
     * Names for states of the database, made without being asked for.
     *
     * @param beforeMigrations Whether the state is marked before Flyway or Liquibase change a database that existed.
     * @param keep How many of these marks are kept, of each of the two; older ones are deleted.
     * @param timeout How long a start may wait for a mark. After that the migration goes on without one.
     */
    public record Marks(
            @DefaultValue("true") boolean beforeMigrations,
            @DefaultValue("10") int keep,
            @DefaultValue("10s") Duration timeout) {}

    /**
     * How the database is restored before it is used.
     *
     * @param onStart When the database is restored.
     * @param txid TXID to restore to, as 16 hex digits. The default is the newest one.
     * @param timestamp Restore the newest state from strictly before this time, for example '2026-11-20T12:00:00Z'.
     * @param mark Restore the state that has this mark.
     * @param requireBackup Whether to fail when the database is missing and there is no backup of it.
     * @param integrityCheck How a restored database is checked before it is used.
     * @param parallelism How many requests a restore makes at the same time, each on a thread of its own.
     * @param timeout How long a restore, or waiting for the replica's store, may take.
     * @param onBehind What happens to a database that has lost its last commits with the power, while the replica has them.
     * @param sideFile Where the endpoint restores to.
     */
    public record Restore(
            @DefaultValue("if-missing") RestorePolicy onStart,
            @Nullable String txid,
            @Nullable Instant timestamp,
            @Nullable String mark,
            @DefaultValue("false") boolean requireBackup,
            @DefaultValue("quick") IntegrityCheckMode integrityCheck,
            @DefaultValue("8") int parallelism,
            @DefaultValue("1h") Duration timeout,
            @DefaultValue("roll-forward") OnBehind onBehind,
            @DefaultValue SideFile sideFile) {

        /**
         * Where the endpoint restores to, beside the database in use.
         *
         * @param directory Directory of the restored files. The default is that of the database.
         * @param timeout How long such a restore, or a plan for one, may take.
         */
        public record SideFile(
                @Nullable Path directory,
                @DefaultValue("5m") Duration timeout) {}
    }

    /**
     * When the health indicator reports a problem.
     *
     * @param maxLag Age of the oldest change missing on the replica above which the database counts as down.
     */
    public record Health(@DefaultValue("5m") Duration maxLag) {}
}
