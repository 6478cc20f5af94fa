package io.litestream4j.benchmarks.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A command line of the form {@code --name value …}. Immutable. */
public final class Arguments {

    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Parses a command line.
     *
     * @throws IllegalArgumentException if a name is not among {@code known}, or has no value
     */
    public static Arguments parse(String[] words, Set<String> known) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            String name = words[i].startsWith("--") ? words[i].substring(2) : words[i];
            if (!known.contains(name) || i + 1 == words.length) {
                throw new IllegalArgumentException(
                        "'" + words[i] + "' is unknown or has no value; known are " + String.join(", ", known));
            }
            values.put(name, words[i + 1]);
        }
        return new Arguments(values);
    }

    /** Returns a value, if it was given. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Returns a value as a path, if it was given. */
    public Optional<Path> path(String name) {
        return text(name).map(Path::of);
    }

    /** Returns a number, or the default. */
    public int number(String name, int otherwise) {
        return text(name).map(Integer::parseInt).orElse(otherwise);
    }

    /** Returns the parts of a value with commas, or those of the default. */
    public List<String> list(String name, String otherwise) {
        return Stream.of(text(name).orElse(otherwise).split(","))
                .map(String::trim)
                .toList();
    }
}
