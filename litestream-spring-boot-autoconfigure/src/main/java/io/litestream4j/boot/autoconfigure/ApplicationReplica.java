package io.litestream4j.boot.autoconfigure;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.restore.RestoreSettings;

/**
 * The replica of one of an application's databases.
 *
 * @param database name of the {@code DataSource} bean
 * @param options where the replica is and how to get in
 * @param restore how the application restores from it
 */
public record ApplicationReplica(String database, ReplicaOptions options, RestoreSettings restore) {}
