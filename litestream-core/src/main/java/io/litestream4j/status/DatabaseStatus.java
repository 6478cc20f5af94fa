package io.litestream4j.status;

import io.litestream4j.replica.ReplicaUrl;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State of one database at one moment.
 *
 * @param name the database's name in configuration, metrics and messages
 * @param path the database file
 * @param state what the engine is doing
 * @param pageSize bytes in a page, 0 while unknown
 * @param pageCount pages in the database at the local position, 0 while unknown
 * @param walSize bytes of the {@code -wal} file
 * @param local up to where changes are captured
 * @param replica up to where changes are durable on the replica
 * @param replicaUrl where the replica is
 * @param lag what the replica still lacks
 * @param content what is in the replica
 * @param lastRestore the last restore of this process; null if there was none
 * @param lastSnapshot the last full file that reached the replica; null if there was none in this process
 * @param lease the lease on the replica; null if none is asked for
 * @param stages how each stage is doing, in the order of {@link Stage}
 * @param lastError the last error, kept after the stage has recovered; null if there was none
 */
public record DatabaseStatus(
        String name,
        Path path,
        DatabaseState state,
        int pageSize,
        long pageCount,
        long walSize,
        Position local,
        Position replica,
        ReplicaUrl replicaUrl,
        Lag lag,
        ReplicaContent content,
        @Nullable RestoreResult lastRestore,
        @Nullable Position lastSnapshot,
        @Nullable LeaseStatus lease,
        List<StageStatus> stages,
        @Nullable StageError lastError) {

    /** Copies the list. */
    public DatabaseStatus {
        stages = List.copyOf(stages);
    }

    /** Returns the state of a database of which nothing is known but its name and places. */
    public static DatabaseStatus starting(String name, Path path, ReplicaUrl replicaUrl) {
        return new DatabaseStatus(
                name,
                path,
                DatabaseState.STARTING,
                0,
                0,
                0,
                Position.NONE,
                Position.NONE,
                replicaUrl,
                Lag.NONE,
                ReplicaContent.NONE,
                null,
                null,
                null,
                StageStatus.all(),
                null);
    }

    /** Returns this with another state. */
    public DatabaseStatus withState(DatabaseState newState) {
        return new DatabaseStatus(
                name,
                path,
                newState,
                pageSize,
                pageCount,
                walSize,
                local,
                replica,
                replicaUrl,
                lag,
                content,
                lastRestore,
                lastSnapshot,
                lease,
                stages,
                lastError);
    }

    /** Returns this with another page size. */
    public DatabaseStatus withPageSize(int newPageSize) {
        return new DatabaseStatus(
                name,
                path,
                state,
                newPageSize,
                pageCount,
                walSize,
                local,
                replica,
                replicaUrl,
                lag,
                content,
                lastRestore,
                lastSnapshot,
                lease,
                stages,
                lastError);
    }

    /** Returns this with another size of the WAL file, in bytes. */
    public DatabaseStatus withWalSize(long newWalSize) {
        return new DatabaseStatus(
                name,
                path,
                state,
                pageSize,
                pageCount,
                newWalSize,
                local,
                replica,
                replicaUrl,
                lag,
                content,
                lastRestore,
                lastSnapshot,
                lease,
                stages,
                lastError);
    }

    /** Returns this with another local position, and the database size in pages at it. */
    public DatabaseStatus withLocal(Position newLocal, long newPageCount) {
        return new DatabaseStatus(
                name,
                path,
                state,
                pageSize,
                newPageCount,
                walSize,
                newLocal,
                replica,
                replicaUrl,
                lag,
                content,
                lastRestore,
                lastSnapshot,
                lease,
                stages,
                lastError);
    }

    /** Returns this with another position of the replica. */
    public DatabaseStatus withReplica(Position newReplica) {
        return new DatabaseStatus(
                name,
                path,
                state,
                pageSize,
                pageCount,
                walSize,
                local,
                newReplica,
                replicaUrl,
                lag,
                content,
                lastRestore,
                lastSnapshot,
                lease,
                stages,
                lastError);
    }

    /** Returns this with another lag. */
    public DatabaseStatus withLag(Lag newLag) {
        return new DatabaseStatus(
                name,
                path,
                state,
                pageSize,
                pageCount,
                walSize,
                local,
                replica,
                replicaUrl,
                newLag,
                content,
                lastRestore,
                lastSnapshot,
                lease,
                stages,
                lastError);
    }

    /** Returns this with another content of the replica. */
    public DatabaseStatus withContent(ReplicaContent newContent) {
        return new DatabaseStatus(
                name,
                path,
                state,
                pageSize,
                pageCount,
                walSize,
                local,
                replica,
                replicaUrl,
                lag,
                newContent,
                lastRestore,
                lastSnapshot,
                lease,
                stages,
                lastError);
    }

    /** Returns this with another last restore. */
    public DatabaseStatus withLastRestore(RestoreResult restore) {
        return new DatabaseStatus(
                name,
                path,
                state,
                pageSize,
                pageCount,
                walSize,
                local,
                replica,
                replicaUrl,
                lag,
                content,
                restore,
                lastSnapshot,
                lease,
                stages,
                lastError);
    }

    /** Returns this with another last full file. */
    public DatabaseStatus withLastSnapshot(Position snapshot) {
        return new DatabaseStatus(
                name,
                path,
                state,
                pageSize,
                pageCount,
                walSize,
                local,
                replica,
                replicaUrl,
                lag,
                content,
                lastRestore,
                snapshot,
                lease,
                stages,
                lastError);
    }

    /** Returns this with another state of the lease. */
    public DatabaseStatus withLease(LeaseStatus newLease) {
        return new DatabaseStatus(
                name,
                path,
                state,
                pageSize,
                pageCount,
                walSize,
                local,
                replica,
                replicaUrl,
                lag,
                content,
                lastRestore,
                lastSnapshot,
                newLease,
                stages,
                lastError);
    }

    /** Returns this with another last error. */
    public DatabaseStatus withLastError(StageError error) {
        return new DatabaseStatus(
                name,
                path,
                state,
                pageSize,
                pageCount,
                walSize,
                local,
                replica,
                replicaUrl,
                lag,
                content,
                lastRestore,
                lastSnapshot,
                lease,
                stages,
                error);
    }

    /** Returns how a stage is doing. */
    public StageStatus stage(Stage stage) {
        return stages.get(stage.ordinal());
    }

    /** Returns this with another state of one stage. */
    public DatabaseStatus withStage(StageStatus changed) {
        List<StageStatus> newStages = stages.stream()
                .map(old -> old.stage() == changed.stage() ? changed : old)
                .toList();
        return new DatabaseStatus(
                name,
                path,
                state,
                pageSize,
                pageCount,
                walSize,
                local,
                replica,
                replicaUrl,
                lag,
                content,
                lastRestore,
                lastSnapshot,
                lease,
                newStages,
                lastError);
    }
}
