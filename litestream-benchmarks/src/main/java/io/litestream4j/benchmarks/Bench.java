package io.litestream4j.benchmarks;

import io.litestream4j.benchmarks.app.Arguments;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What to measure, and with what.
 *
 * @param directory where databases and replicas are put for a while; a few gigabytes on a real disk
 * @param litestream path or name of the Litestream binary
 * @param gateway path or name of the Versity S3 gateway
 * @param commandLine the jar of the command line
 * @param scenarios any of {@code write}, {@code lag}, {@code first-sync}, {@code snapshot},
 *     {@code merge}, {@code s3}, {@code restore}, {@code restore-s3} and {@code many}
 * @param variants which variants to run
 * @param loads which loads to write
 * @param rates commits a second for the lag
 * @param rounds how often
 * @param warmup seconds before each measurement
 * @param seconds seconds of each measurement
 * @param megabytes size of the database for the first sync, for snapshots and for restores
 * @param databases number of idle databases
 */
record Bench(
        Path directory,
        String litestream,
        String gateway,
        Path commandLine,
        List<String> scenarios,
        List<Variant> variants,
        List<Load> loads,
        List<Integer> rates,
        int rounds,
        int warmup,
        int seconds,
        int megabytes,
        int databases) {

    private static final Set<String> KNOWN = Set.of(
            "dir",
            "litestream",
            "gateway",
            "cli",
            "only",
            "variants",
            "loads",
            "rates",
            "rounds",
            "warmup",
            "seconds",
            "megabytes",
            "databases");

    static Bench parse(String[] words) {
        Arguments arguments = Arguments.parse(words, KNOWN);
        String executable = System.getenv().getOrDefault("LITESTREAM_BIN", "litestream");
        return new Bench(
                arguments.path("dir").orElse(Path.of("target", "side-by-side")),
                arguments.text("litestream").orElse(executable),
                arguments.text("gateway").orElse("versitygw"),
                arguments.path("cli").orElse(Path.of("litestream-cli", "target", "litestream-cli.jar")),
                arguments.list("only", "write,lag,first-sync"),
                arguments.list("variants", "a,c,b,b2,a2,c-full,b-full").stream()
                        .map(Variant::of)
                        .toList(),
                arguments.list("loads", "SMALL,BATCH").stream()
                        .map(Load::valueOf)
                        .toList(),
                arguments.list("rates", "20,37,200").stream()
                        .map(Integer::valueOf)
                        .toList(),
                arguments.number("rounds", 3),
                arguments.number("warmup", 5),
                arguments.number("seconds", 20),
                arguments.number("megabytes", 1024),
                arguments.number("databases", 1000));
    }

    Sidecar sidecar() {
        return new Sidecar(litestream);
    }

    boolean runs(String scenario) {
        return scenarios.contains(scenario);
    }
}
