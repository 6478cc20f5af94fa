package io.litestream4j;

import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * What the engine takes from outside: the time, the local disk for its own files, and the stores.
 *
 * @param clock the time
 * @param disk makes the object for a directory of the engine's own
 * @param stores makes the client for a replica
 */
record Surroundings(
        InstantSource clock, Function<Path, StorageDirectory> disk, Function<ReplicaOptions, ReplicaClient> stores) {

    /** Returns those of a process: the file system, and the stores on the class path. */
    static Surroundings real(InstantSource clock) {
        return new Surroundings(clock, path -> new FileSystemDirectory(path, null), ReplicaClients::create);
    }

    /** Returns the directory at a path; it is made when the first file is. */
    StorageDirectory directory(Path path) {
        return disk.apply(path);
    }
}
