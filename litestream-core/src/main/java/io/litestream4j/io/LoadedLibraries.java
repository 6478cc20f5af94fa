package io.litestream4j.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Looks which native libraries this process has loaded, where the system shows it. */
public final class LoadedLibraries {

    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final int FIELDS_BEFORE_PATH = 5;

    private LoadedLibraries() {}

    /** Returns the paths of the libraries with a word in their file names, in any case; empty where the system does not tell. */
    public static NavigableSet<String> named(String word) {
        try (Stream<String> lines = Files.lines(MAPS)) {
            return named(word, lines);
        } catch (IOException e) {
            return new TreeSet<>();
        }
    }

    static NavigableSet<String> named(String word, Stream<String> lines) {
        NavigableSet<String> found = new TreeSet<>();
        lines.map(line -> line.split("\\s+", FIELDS_BEFORE_PATH + 1))
                .filter(fields -> fields.length > FIELDS_BEFORE_PATH)
                .map(fields -> fields[FIELDS_BEFORE_PATH])
                .filter(path -> isLibrary(path.substring(path.lastIndexOf('/') + 1), word))
                .forEach(found::add);
        return found;
    }

    private static boolean isLibrary(String name, String word) {
        return name.contains(".so") && name.toLowerCase(Locale.ROOT).contains(word);
    }
}
