package io.litestream4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A directory for one run, gone afterwards.
 *
 * @param directory the directory
 */
record Workspace(Path directory) implements AutoCloseable {

    static Workspace create(Path parent) throws IOException {
        Files.createDirectories(parent);
        return new Workspace(Files.createTempDirectory(parent.toAbsolutePath(), "run-"));
    }

    Path database() {
        return directory.resolve("app.db");
    }

    Path wal() {
        return directory.resolve("app.db-wal");
    }

    Path replica() {
        return directory.resolve("replica");
    }

    /** Returns the directory of one level of the replica, which may not exist yet. */
    Path level(int level) {
        return replica().resolve("ltx").resolve(Integer.toString(level));
    }

    /** Returns the number of LTX files in one level of the replica. */
    long files(int level) throws IOException {
        if (!Files.isDirectory(level(level))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(level(level))) {
            return files.filter(file -> file.toString().endsWith(".ltx")).count();
        }
    }

    /** Returns the number of bytes in the replica. */
    long replicaBytes() throws IOException {
        try (Stream<Path> files = Files.walk(replica())) {
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
