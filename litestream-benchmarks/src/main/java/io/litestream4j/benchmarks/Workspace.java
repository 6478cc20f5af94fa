package io.litestream4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A directory for one run, gone afterwards.
 *
 * @param directory the directory
 * @param replica where the replica of its database is
 */
record Workspace(Path directory, ReplicaPlace replica) implements AutoCloseable {

    static Workspace create(Path parent) throws IOException {
        Path directory = createDirectory(parent);
        return new Workspace(directory, ReplicaPlace.file(directory.resolve("replica")));
    }

    /** Creates a workspace whose replica is in a store. */
    static Workspace create(Path parent, S3Gateway store) throws IOException {
        Path directory = createDirectory(parent);
        return new Workspace(directory, store.place(directory.getFileName().toString()));
    }

    private static Path createDirectory(Path parent) throws IOException {
        Files.createDirectories(parent);
        RestingDisk.await(parent);
        return Files.createTempDirectory(parent.toAbsolutePath(), "run-");
    }

    Path database() {
        return directory.resolve("app.db");
    }

    Path wal() {
        return directory.resolve("app.db-wal");
    }

    /** Copies a database to the place of this one and syncs it, so that its write-back disturbs nothing that is measured. */
    void copyDatabase(Path source) throws IOException {
        Files.copy(source, database());
        sync(database());
    }

    /** Copies what is in another workspace, and syncs it. Nobody ever writes to an LTX file again: these are linked. */
    void copyAll(Workspace other) throws IOException {
        try (Stream<Path> files = Files.walk(other.directory)) {
            for (Path file : files.toList()) {
                Path copy = directory.resolve(other.directory.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (file.toString().endsWith(".ltx")) {
                    Files.createLink(copy, file);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                    sync(copy);
                }
            }
        }
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Returns the number of bytes in the replica. */
    long replicaBytes() throws IOException {
        try (Stream<Path> files = Files.walk(replica.directory())) {
            return files.filter(Files::isRegularFile).mapToLong(Workspace::size).sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
