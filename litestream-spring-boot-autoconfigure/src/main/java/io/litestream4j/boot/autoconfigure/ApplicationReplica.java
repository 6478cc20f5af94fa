package io.litestream4j.boot.autoconfigure;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.restore.RestoreSettings;
import org.jspecify.annotations.Nullable;

/**
 * The replica of one of an application's databases.
 *
 * @param database name of the {@code DataSource} bean
 * @param options where the replica is and how to get in
 * @param folder the database's folder below the URL of the main {@code DataSource}; null if it has a URL of its own
 * @param restore how the application restores from it
 */
public record ApplicationReplica(
        String database, ReplicaOptions options, @Nullable String folder, RestoreSettings restore) {}
