package io.litestream4j.boot.actuate;

import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.status.DatabaseStatus;
import io.litestream4j.status.Lag;
import io.litestream4j.status.LeaseStatus;
import io.litestream4j.status.LevelStatus;
import io.litestream4j.status.Position;
import io.litestream4j.status.ReplicaContent;
import io.litestream4j.status.RestoreResult;
import io.litestream4j.status.StageError;
import io.litestream4j.status.StageStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The state of all databases, as the endpoint shows it. TXIDs are 16 hex digits, sizes are bytes.
 *
 * @param databases states by the databases' names
 */
public record LitestreamDescriptor(Map<String, DatabaseDescriptor> databases) implements OperationResponseBody {

    /**
     * The state of a database.
     *
     * @param path the database file
     * @param state what the engine is doing: {@code starting}, {@code standby}, {@code restoring},
     *         {@code replicating}, {@code stalled}, {@code fenced} or {@code stopped}
     * @param pageSize size of a page, 0 while unknown
     * @param pageCount pages in the database, 0 while unknown
     * @param wal the WAL file
     * @param local up to where changes are captured
     * @param replica up to where changes are on the replica
     * @param lag what the replica lacks
     * @param levels the levels of the replica that have files
     * @param restorable to which points the replica can be restored; null while there are none
     * @param marks the states that have a name and stay restorable
     * @param lastRestore the last restore of this process
     * @param lastSnapshot the last full file that reached the replica
     * @param lease the lease on the replica; null if none is asked for
     * @param stages how each stage is doing
     * @param lastError the last error, kept after recovery
     */
    public record DatabaseDescriptor(
            String path,
            String state,
            int pageSize,
            long pageCount,
            WalDescriptor wal,
            PositionDescriptor local,
            ReplicaDescriptor replica,
            LagDescriptor lag,
            List<LevelDescriptor> levels,
            @Nullable RestorableDescriptor restorable,
            List<MarkDescriptor> marks,
            @Nullable RestoreDescriptor lastRestore,
            @Nullable PositionDescriptor lastSnapshot,
            @Nullable LeaseDescriptor lease,
            List<StageDescriptor> stages,
            @Nullable ErrorDescriptor lastError)
            implements OperationResponseBody {

        static DatabaseDescriptor of(DatabaseStatus status, Instant now) {
            return new DatabaseDescriptor(
                    status.path().toString(),
                    lowerCase(status.state()),
                    status.pageSize(),
                    status.pageCount(),
                    new WalDescriptor(status.walSize()),
                    PositionDescriptor.of(status.local()),
                    ReplicaDescriptor.of(status.replicaUrl(), status.replica()),
                    LagDescriptor.of(status.lag(), now),
                    status.content().levels().stream().map(LevelDescriptor::of).toList(),
                    RestorableDescriptor.of(status.content()),
                    status.content().marks().stream().map(MarkDescriptor::of).toList(),
                    status.lastRestore() == null ? null : RestoreDescriptor.of(status.lastRestore()),
                    status.lastSnapshot() == null ? null : PositionDescriptor.of(status.lastSnapshot()),
                    status.lease() == null ? null : LeaseDescriptor.of(status.lease()),
                    status.stages().stream().map(StageDescriptor::of).toList(),
                    status.lastError() == null ? null : ErrorDescriptor.of(status.lastError()));
        }
    }

    /**
     * The WAL file.
     *
     * @param size its size
     */
    public record WalDescriptor(long size) {}

    /**
     * A point in the history of a database.
     *
     * @param txid the TXID, all zeros before the first
     * @param time time of that TXID; null before the first
     */
    public record PositionDescriptor(String txid, @Nullable Instant time) {

        static PositionDescriptor of(Position position) {
            return new PositionDescriptor(position.txId().toString(), position.time());
        }
    }

    /**
     * The replica.
     *
     * @param type kind of store
     * @param url where it is, without secrets
     * @param txid the last TXID on it
     * @param time time of that TXID
     */
    public record ReplicaDescriptor(
            String type, String url, String txid, @Nullable Instant time) {

        static ReplicaDescriptor of(ReplicaUrl url, Position position) {
            return new ReplicaDescriptor(
                    url.type(), url.toString(), position.txId().toString(), position.time());
        }
    }

    /**
     * What the replica lacks.
     *
     * @param transactions number of TXIDs, counting commits without one as one
     * @param bytes size of it
     * @param seconds age of the oldest of it, 0 if nothing is missing
     */
    public record LagDescriptor(long transactions, long bytes, double seconds) {

        static LagDescriptor of(Lag lag, Instant now) {
            return new LagDescriptor(lag.transactions(), lag.bytes(), inSeconds(lag.age(now)));
        }
    }

    /**
     * A level of the replica.
     *
     * @param level 0 as captured, 1 to 8 merged, 9 snapshots
     * @param files number of files
     * @param bytes size of all of them
     * @param minTxid the lowest TXID in them
     * @param maxTxid the highest TXID in them
     * @param newest time of that TXID
     */
    public record LevelDescriptor(int level, int files, long bytes, String minTxid, String maxTxid, Instant newest) {

        static LevelDescriptor of(LevelStatus level) {
            return new LevelDescriptor(
                    level.level(),
                    level.files(),
                    level.bytes(),
                    level.first().toString(),
                    level.last().toString(),
                    level.newest());
        }
    }

    /**
     * The points to which the replica can be restored.
     *
     * @param from the oldest one from which on there is no gap
     * @param to the newest one
     */
    public record RestorableDescriptor(PositionDescriptor from, PositionDescriptor to) {

        static @Nullable RestorableDescriptor of(ReplicaContent content) {
            return content.from().txId().isNone()
                    ? null
                    : new RestorableDescriptor(
                            PositionDescriptor.of(content.from()), PositionDescriptor.of(content.to()));
        }
    }

    /**
     * A restore that was carried out.
     *
     * @param txid the TXID that was reached
     * @param time time of that TXID
     * @param files number of LTX files that were read
     * @param bytes number of bytes that were read
     * @param seconds how long it took
     * @param finished when it was done
     */
    public record RestoreDescriptor(
            String txid, Instant time, int files, long bytes, double seconds, Instant finished) {

        static RestoreDescriptor of(RestoreResult result) {
            return new RestoreDescriptor(
                    result.txId().toString(),
                    result.time(),
                    result.files(),
                    result.bytes(),
                    inSeconds(result.duration()),
                    result.finished());
        }
    }

    /**
     * The lease on the replica, as last seen by this process.
     *
     * @param held whether this process holds it
     * @param owner who holds it; empty if nobody is known to
     * @param generation higher for each holder than for the one before
     * @param atomic whether the store itself sees to it that only one process can have it
     */
    public record LeaseDescriptor(boolean held, String owner, long generation, boolean atomic) {

        static LeaseDescriptor of(LeaseStatus lease) {
            return new LeaseDescriptor(lease.held(), lease.owner(), lease.generation(), lease.atomic());
        }
    }

    /**
     * How a stage is doing.
     *
     * @param stage which: {@code capture}, {@code upload}, {@code checkpoint}, {@code snapshot}, {@code compaction},
     *         {@code retention}, {@code restore} or {@code verification}
     * @param state {@code working}, {@code failing} or {@code stalled}
     * @param lastSuccess when it last ended its work without an error; null if it has not yet
     * @param backlog what it has not done yet: bytes for {@code capture}, files for the others
     * @param consecutiveErrors how often it has failed in a row
     */
    public record StageDescriptor(
            String stage, String state, @Nullable Instant lastSuccess, long backlog, long consecutiveErrors) {

        static StageDescriptor of(StageStatus status) {
            return new StageDescriptor(
                    lowerCase(status.stage()),
                    lowerCase(status.state()),
                    status.lastSuccess(),
                    status.backlog(),
                    status.consecutiveErrors());
        }
    }

    /**
     * An error.
     *
     * @param stage where: {@code capture}, {@code upload}, {@code checkpoint}, {@code snapshot},
     *         {@code compaction}, {@code retention}, {@code restore} or {@code verification}
     * @param message what
     * @param time when it happened last
     * @param consecutive how often in a row, 0 after the stage has worked again
     */
    public record ErrorDescriptor(String stage, String message, Instant time, long consecutive) {

        static ErrorDescriptor of(StageError error) {
            return new ErrorDescriptor(lowerCase(error.stage()), error.message(), error.time(), error.consecutive());
        }
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static double inSeconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
