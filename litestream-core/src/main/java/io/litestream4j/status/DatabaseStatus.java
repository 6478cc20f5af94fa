package io.litestream4j.status;

import io.litestream4j.replica.ReplicaUrl;
import java.nio.file.Path;
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
 * @param lastRestore the last restore of this process; null if there was none
 * @param lastSnapshot the last full file that reached the replica; null if there was none in this process
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
        @Nullable RestoreResult lastRestore,
        @Nullable Position lastSnapshot,
        @Nullable StageError lastError) {}
