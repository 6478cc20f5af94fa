package io.litestream4j;

import io.litestream4j.io.DatabaseAccess;
import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.io.StorageDirectory;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What the engine takes from outside: the time, the local disk for its own files, and the stores.
 *
 * @param clock the time
 * @param disk makes the object for a directory of the engine's own, whose new files are for whoever may use the database
 * @param stores makes the client for a replica
 */
record Surroundings(
        InstantSource clock,
        BiFunction<Path, DatabaseAccess, StorageDirectory> disk,
        Function<ReplicaOptions, ReplicaClient> stores) {

    /** Returns those of a process: the file system, and the stores on the class path. */
    static Surroundings real(InstantSource clock) {
        return new Surroundings(
                clock, (path, access) -> new FileSystemDirectory(path, access.atCreation()), ReplicaClients::create);
    }

    /** Returns what gives the directories of a database's own files; each is made when its first file is. */
    Function<Path, StorageDirectory> diskFor(Path database) throws IOException {
        DatabaseAccess access = DatabaseAccess.of(database);
        return path -> disk.apply(path, access);
    }
}
