package io.litestream4j.benchmarks.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** When each commit returned, and where in the WAL it ends. Not thread-safe. */
public final class CommitLog {

    private final List<Commit> commits = new ArrayList<>();

    /**
     * A commit.
     *
     * @param nanos {@link System#nanoTime()} when it returned
     * @param salts both salts of the WAL
     * @param frames number of frames in the WAL after it
     */
    public record Commit(long nanos, long salts, long frames) {

        private String toLine() {
            return nanos + "," + salts + "," + frames;
        }

        private static Commit ofLine(String line) {
            String[] parts = line.split(",");
            return new Commit(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        }
    }

    void add(Commit commit) {
        commits.add(commit);
    }

    void write(Path file) throws IOException {
        Files.write(file, commits.stream().map(Commit::toLine).toList());
    }

    /** Reads the commits back in their order. */
    public static List<Commit> read(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(Commit::ofLine).toList();
    }
}
