package io.litestream4j.benchmarks.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the application under test does.
 *
 * @param database the database file
 * @param synchronous SQLite's {@code synchronous}: NORMAL or FULL
 * @param replica URL of the replica; null for an application that does not replicate
 * @param syncInterval shortest time between two uploads; empty for the engine's default
 * @param rows rows in a transaction
 * @param rate mean number of transactions a second; 0 for as many as possible
 * @param warmup seconds that are not measured
 * @param seconds seconds that are measured
 * @param settle seconds to stay idle afterwards with everything open
 * @param commitLog file for one line per measured commit; null for none
 * @param result file for the figures
 */
record LoadOptions(
        Path database,
        String synchronous,
        @Nullable String replica,
        Optional<Duration> syncInterval,
        int rows,
        int rate,
        int warmup,
        int seconds,
        int settle,
        @Nullable Path commitLog,
        Path result) {

    private static final Set<String> KNOWN = Set.of(
            "database",
            "synchronous",
            "replica",
            "sync-interval",
            "rows",
            "rate",
            "warmup",
            "seconds",
            "settle",
            "commit-log",
            "result");

    static LoadOptions parse(String[] words) {
        Arguments arguments = Arguments.parse(words, KNOWN);
        return new LoadOptions(
                required(arguments, "database"),
                arguments.text("synchronous").orElse("NORMAL"),
                arguments.text("replica").orElse(null),
                arguments.text("sync-interval").map(Duration::parse),
                arguments.number("rows", 1),
                arguments.number("rate", 0),
                arguments.number("warmup", 5),
                arguments.number("seconds", 20),
                arguments.number("settle", 0),
                arguments.path("commit-log").orElse(null),
                required(arguments, "result"));
    }

    private static Path required(Arguments arguments, String name) {
        Optional<Path> path = arguments.path(name);
        return path.orElseThrow(() -> new IllegalArgumentException("--" + name + " is missing"));
    }
}
