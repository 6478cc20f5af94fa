package io.litestream4j.benchmarks;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a replica is, for those who write it, and in which directory its files appear, for those who watch.
 *
 * @param url the replica's URL, for the engine and for the binary
 * @param directory the directory that the replica's path leads to in the end
 * @param levels how the directories of the levels are named
 * @param environment what the processes need to know besides
 */
record ReplicaPlace(String url, Path directory, Levels levels, Map<String, String> environment) {

    /** How the directories of the levels are named. */
    enum Levels {
        DECIMAL("ltx/%d"),
        HEX("%04x");

        private final String format;

        Levels(String format) {
            this.format = format;
        }
    }

    static ReplicaPlace file(Path directory) {
        return new ReplicaPlace(directory.toUri().toString(), directory, Levels.DECIMAL, Map.of());
    }

    /** Returns the directory of one level, which may not exist yet. */
    Path level(int level) {
        return directory.resolve(String.format(Locale.ROOT, levels.format, level));
    }

    /** Returns the number of LTX files in one level. */
    long files(int level) throws IOException {
        if (!Files.isDirectory(level(level))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(level(level))) {
            return files.filter(file -> file.toString().endsWith(".ltx")).count();
        }
    }

    /** Returns the last TXID of one level; empty if it has no file. */
    Optional<TxId> end(int level) throws IOException {
        if (!Files.isDirectory(level(level))) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(level(level))) {
            return files.flatMap(file -> LtxFileName.parse(file.getFileName().toString()).stream())
                    .map(LtxFileName::max)
                    .max(Comparator.naturalOrder());
        }
    }

    /** Copies the files of one level, of which there are none here. */
    void copyLevel(ReplicaPlace from, int level) throws IOException {
        Files.createDirectories(level(level));
        try (Stream<Path> files = Files.list(from.level(level))) {
            for (Path file : files.toList()) {
                Files.copy(file, level(level).resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
