package io.litestream4j;

import io.litestream4j.ltx.LtxPageFormat;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one database.
 *
 * @param name the database's name in metrics and messages
 * @param path the database file
 * @param replica where the replica is
 * @param metaPath directory for the engine's own files
 * @param monitorInterval how often to look for commits that nobody announced
 * @param syncInterval uploads are at most this often, the first after a quiet interval goes at once; zero for no limit
 * @param checkpointInterval how long frames stay in the WAL at most while nothing blocks a checkpoint
 * @param minCheckpointPageCount number of frames in the WAL at which a checkpoint begins
 * @param truncatePageN size of the WAL file, in pages, above which it is truncated
 * @param busyTimeout how long to wait for a lock that somebody else holds
 * @param shutdownSyncTimeout how long {@link LitestreamDatabase#stop()} may take
 * @param pageFormat how pages are compressed: frames can be read by every Litestream 0.5, blocks from 0.5.16 on
 * @param restore how the database is restored before it is used
 * @param upkeep how the replica is kept small, and what of it
 * @param verification how often the replica is verified
 * @param lease whether this process has to be the only one before it restores and replicates
 * @param onFenced what the application does when another process has taken the replica over
 * @param probe whether the store is tried out before replication begins
 * @param hazards what happens when something is found that is known to damage databases
 */
public record DatabaseOptions(
        String name,
        Path path,
        ReplicaOptions replica,
        Path metaPath,
        Duration monitorInterval,
        Duration syncInterval,
        Duration checkpointInterval,
        int minCheckpointPageCount,
        int truncatePageN,
        Duration busyTimeout,
        Duration shutdownSyncTimeout,
        LtxPageFormat pageFormat,
        RestoreOptions restore,
        UpkeepOptions upkeep,
        VerificationOptions verification,
        LeaseOptions lease,
        OnFenced onFenced,
        ProbeMode probe,
        HazardOptions hazards) {

    /** Checks the ranges. */
    public DatabaseOptions {
        requirePositive("monitor-interval", monitorInterval);
        requireNotNegative("sync-interval", syncInterval);
        requirePositive("checkpoint-interval", checkpointInterval);
        requireNotNegative("busy-timeout", busyTimeout);
        requireNotNegative("shutdown-sync-timeout", shutdownSyncTimeout);
        if (minCheckpointPageCount < 1) {
            throw new IllegalArgumentException(
                    "min-checkpoint-page-count must be at least 1, not " + minCheckpointPageCount);
        }
        if (truncatePageN < minCheckpointPageCount) {
            throw new IllegalArgumentException("truncate-page-n must be at least min-checkpoint-page-count ("
                    + minCheckpointPageCount + "), not " + truncatePageN);
        }
        lease.requireCovers(replica.url());
        path = DatabasePath.absolute(path);
        metaPath = DatabasePath.absolute(metaPath);
    }

    /** Returns the replica's URL. */
    public ReplicaUrl replicaUrl() {
        return replica.url();
    }

    /** Starts with the defaults. */
    public static Builder builder(Path path, ReplicaUrl replicaUrl) {
        return builder(path, ReplicaOptions.of(replicaUrl));
    }

    /** Starts with the defaults. */
    public static Builder builder(Path path, ReplicaOptions replica) {
        return new Builder(path, replica);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }

    private static void requireNotNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, but is " + value);
        }
    }

    /** Collects settings; not thread-safe. */
    public static final class Builder {

        private final Path path;
        private final ReplicaOptions replica;
        private String name;
        private @Nullable Path metaPath;
        private Duration monitorInterval = Duration.ofSeconds(1);
        private @Nullable Duration syncInterval;
        private Duration checkpointInterval = Duration.ofMinutes(1);
        private int minCheckpointPageCount = 1000;
        private int truncatePageN = 121359;
        private Duration busyTimeout = Duration.ofSeconds(5);
        private Duration shutdownSyncTimeout = Duration.ofSeconds(30);
        private LtxPageFormat pageFormat = LtxPageFormat.BLOCK;
        private RestoreOptions restore = RestoreOptions.DEFAULTS;
        private UpkeepOptions upkeep = UpkeepOptions.DEFAULTS;
        private VerificationOptions verification = VerificationOptions.DEFAULTS;
        private LeaseOptions lease = LeaseOptions.DEFAULTS;
        private OnFenced onFenced = OnFenced.CONTINUE;
        private ProbeMode probe = ProbeMode.WARN;
        private HazardOptions hazards = HazardOptions.DEFAULTS;

        private Builder(Path path, ReplicaOptions replica) {
            this.path = path;
            this.replica = replica;
            this.name = String.valueOf(path.getFileName());
        }

        /** Sets the name; the default is the file's name. */
        public Builder name(String value) {
            this.name = value;
            return this;
        }

        /** Sets the directory for the engine's files; the default is {@code .<file>-litestream} beside the database. */
        public Builder metaPath(Path value) {
            this.metaPath = value;
            return this;
        }

        /** Sets how often to look for unannounced commits; the default is one second. */
        public Builder monitorInterval(Duration value) {
            this.monitorInterval = value;
            return this;
        }

        /** Sets the shortest time between uploads; the default is zero for a file replica and one second otherwise. */
        public Builder syncInterval(Duration value) {
            this.syncInterval = value;
            return this;
        }

        /** Sets the longest time between checkpoints; the default is one minute. */
        public Builder checkpointInterval(Duration value) {
            this.checkpointInterval = value;
            return this;
        }

        /** Sets the number of frames that start a checkpoint; the default is 1,000. */
        public Builder minCheckpointPageCount(int value) {
            this.minCheckpointPageCount = value;
            return this;
        }

        /** Sets the WAL file size, in pages, that leads to a truncation; the default is 121,359. */
        public Builder truncatePageN(int value) {
            this.truncatePageN = value;
            return this;
        }

        /** Sets how long to wait for locks; the default is five seconds. */
        public Builder busyTimeout(Duration value) {
            this.busyTimeout = value;
            return this;
        }

        /** Sets how long a shutdown may take; the default is 30 seconds. */
        public Builder shutdownSyncTimeout(Duration value) {
            this.shutdownSyncTimeout = value;
            return this;
        }

        /** Sets how pages are compressed; the default is blocks. */
        public Builder pageFormat(LtxPageFormat value) {
            this.pageFormat = value;
            return this;
        }

        /** Sets how the database is restored. */
        public Builder restore(RestoreOptions value) {
            this.restore = value;
            return this;
        }

        /** Sets how the replica is kept; the default is {@link UpkeepOptions#DEFAULTS}. */
        public Builder upkeep(UpkeepOptions value) {
            this.upkeep = value;
            return this;
        }

        /** Sets how often the replica is verified; the default is never. */
        public Builder verification(VerificationOptions value) {
            this.verification = value;
            return this;
        }

        /** Sets the lease, of the database's own or {@linkplain LeaseOptions#sharedAt shared}; the default is none. */
        public Builder lease(LeaseOptions value) {
            this.lease = value;
            return this;
        }

        /** Sets what the application does when it is fenced; the default is to go on without a replica. */
        public Builder onFenced(OnFenced value) {
            this.onFenced = value;
            return this;
        }

        /** Sets whether the store is tried out; the default is to do it and to warn. */
        public Builder probe(ProbeMode value) {
            this.probe = value;
            return this;
        }

        /** Sets what happens when a hazard is found; the default is {@link HazardOptions#DEFAULTS}. */
        public Builder hazards(HazardOptions value) {
            this.hazards = value;
            return this;
        }

        /** Returns the settings. */
        public DatabaseOptions build() {
            Path meta = metaPath != null
                    ? metaPath
                    : path.toAbsolutePath().resolveSibling("." + path.getFileName() + "-litestream");
            Duration interval = syncInterval != null
                    ? syncInterval
                    : replica.url().type().equals("file") ? Duration.ZERO : Duration.ofSeconds(1);
            return new DatabaseOptions(
                    name,
                    path,
                    replica,
                    meta,
                    monitorInterval,
                    interval,
                    checkpointInterval,
                    minCheckpointPageCount,
                    truncatePageN,
                    busyTimeout,
                    shutdownSyncTimeout,
                    pageFormat,
                    restore,
                    upkeep,
                    verification,
                    lease,
                    onFenced,
                    probe,
                    hazards);
        }
    }
}
