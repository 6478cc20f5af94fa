package io.litestream4j.replica;

import java.time.Instant;

/**
 * An object below a replica's path, as a listing of the store shows it.
 *
 * @param name name below the replica's path, with slashes between its parts
 * @param size bytes
 * @param modified the store's own time
 */
public record ReplicaObject(String name, long size, Instant modified) {}
