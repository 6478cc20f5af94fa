package io.litestream4j.benchmarks;

import io.litestream4j.benchmarks.app.HotFiles;
import io.litestream4j.benchmarks.app.Merges;
import io.litestream4j.ltx.TxId;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Merges the same level-0 files of a hot table into level 1. What a merge costs is what a process uses when it begins with
 * copies of these files, less what it uses when it begins with them and with what they are merged into. One merge takes little
 * more than the 10 ms that processor time is counted in, and than what else a process does meanwhile: several are measured
 * together.
 */
final class MergeScenario {

    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration AFTERWARDS = Duration.ofSeconds(1);
    private static final Duration WATCHED = Duration.ofSeconds(4);
    private static final int FILES = 1_000;
    private static final int COPIES = 8;

    /** So many times all copies. */
    private static final int WARM_UP = 12;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Bench bench;
    private final PrintStream out;

    /** Who merges. */
    private enum Way {
        BINARY,
        OURS_256M,
        OURS_1G;

        /** Returns what a JVM's option for its heap says. */
        String heap() {
            return name().substring(name().indexOf('_') + 1);
        }
    }

    /** Who merged, and what all copies took. */
    private record Result(Way way, Duration merging, Duration resting) {

        double mergeSeconds() {
            return merging.minus(resting).toNanos() / NANOS_PER_SECOND / COPIES;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-10s | %8.3f | %8.3f",
                    way,
                    mergeSeconds(),
                    resting.toNanos() / NANOS_PER_SECOND / COPIES);
        }
    }

    MergeScenario(Bench bench, PrintStream out) {
        this.bench = bench;
        this.out = out;
    }

    List<Goal> run() throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        try (Workspace source = Workspace.create(bench.directory())) {
            List<String> arguments =
                    List.of(source.database().toString(), source.replica().url(), String.valueOf(FILES));
            try (Program program = Jvm.start(HotFiles.class, arguments, Map.of(), LONGEST_RUN)) {
                program.join();
            }
            // Copies are other files, for which the engine would take a full copy.
            Files.delete(source.database().resolveSibling(".app.db-litestream").resolve("identity"));
            out.println(String.format(
                    Locale.ROOT,
                    "Merge of %d level-0 files, mean of %d",
                    source.replica().files(0),
                    COPIES));
            out.println("way        |  merge s |   rest s");
            for (int round = 0; round < bench.rounds(); round++) {
                results.add(binary(source));
                results.add(ours(Way.OURS_256M, source));
                results.add(ours(Way.OURS_1G, source));
            }
        }
        return List.of(
                Goal.atMost("merge, heap of 256 MB: CPU / side-car", ratio(results, Way.OURS_256M), 0.5),
                Goal.atMost("merge, heap of 1 GB: CPU / side-car", ratio(results, Way.OURS_1G), 0.5));
    }

    private Result binary(Workspace source) throws IOException, InterruptedException {
        try (Workspace all = Workspace.create(bench.directory())) {
            List<Workspace> copies = copies(source, all.directory());
            Duration merging = binaryOnce(copies, all.directory());
            List<Workspace> merged = merged(source, copies.get(0), all.directory());
            return printed(new Result(Way.BINARY, merging, binaryOnce(merged, all.directory())));
        }
    }

    private static List<Workspace> copies(Workspace source, Path parent) throws IOException {
        List<Workspace> copies = new ArrayList<>();
        for (int copy = 0; copy < COPIES; copy++) {
            Workspace workspace = Workspace.create(parent);
            workspace.copyAll(source);
            copies.add(workspace);
        }
        return copies;
    }

    /** Makes copies of the files in which nothing but the merge is done. */
    private static List<Workspace> merged(Workspace source, Workspace done, Path parent) throws IOException {
        List<Workspace> copies = copies(source, parent);
        for (Workspace copy : copies) {
            copy.replica().copyLevel(done.replica(), 1);
        }
        return copies;
    }

    private Duration binaryOnce(List<Workspace> copies, Path directory) throws IOException, InterruptedException {
        try (Program program = bench.sidecar().start(directory, copies, INTERVAL, Duration.ofHours(24))) {
            return watch(program, copies, Duration.ZERO);
        }
    }

    private Result ours(Way way, Workspace source) throws IOException, InterruptedException {
        List<String> options = List.of("-Xmx" + way.heap());
        List<String> arguments = List.of(String.valueOf(INTERVAL.toSeconds()));
        try (Workspace all = Workspace.create(bench.directory());
                Program program = Jvm.start(options, Merges.class, arguments, Map.of(), LONGEST_RUN)) {
            for (int merge = 0; merge < WARM_UP; merge++) {
                warmUp(program, source, all.directory());
            }
            return printed(oursOnce(way, program, source, all.directory()));
        }
    }

    /** One merge after the other, as the binary does it: merges at the same time slow each other down. */
    private static Result oursOnce(Way way, Program program, Workspace source, Path parent) throws IOException {
        List<Workspace> copies = copies(source, parent);
        Duration merging = eachOnce(program, copies);
        List<Workspace> merged = merged(source, copies.get(0), parent);
        return new Result(way, merging, eachOnce(program, merged));
    }

    private static Duration eachOnce(Program program, List<Workspace> copies) throws IOException {
        Duration all = Duration.ZERO;
        for (Workspace copy : copies) {
            all = all.plus(oursOnce(program, List.of(copy)));
        }
        return all;
    }

    private static void warmUp(Program program, Workspace source, Path parent) throws IOException {
        List<Workspace> copies = copies(source, parent);
        begin(program, copies);
        awaitMerges(copies);
    }

    private static Duration oursOnce(Program program, List<Workspace> copies) throws IOException {
        Duration before = program.usage().cpu();
        begin(program, copies);
        return watch(program, copies, before);
    }

    private static void begin(Program program, List<Workspace> copies) throws IOException {
        for (Workspace copy : copies) {
            program.tell(copy.database().toString());
            program.tell(copy.replica().url());
        }
        program.tell("");
    }

    /** Returns what a process uses in some intervals, and longer if merging takes longer: all files are merged then. */
    private static Duration watch(Program program, List<Workspace> copies, Duration before) throws IOException {
        Waiting.pause(WATCHED);
        awaitMerges(copies);
        Waiting.pause(AFTERWARDS);
        return program.usage().cpu().minus(before);
    }

    private static void awaitMerges(List<Workspace> copies) throws IOException {
        for (Workspace copy : copies) {
            awaitMerge(copy);
        }
    }

    /** Waits until all that is in level 0 is in level 1. */
    private static void awaitMerge(Workspace workspace) throws IOException {
        ReplicaPlace replica = workspace.replica();
        TxId last = replica.end(0).orElseThrow();
        Waiting.until("the merge up to " + last, LONGEST_RUN, () -> replica.end(1)
                .filter(end -> !last.isAfter(end))
                .isPresent());
    }

    private Result printed(Result result) {
        out.println(result);
        return result;
    }

    private static double ratio(List<Result> results, Way way) {
        return median(results, way) / median(results, Way.BINARY);
    }

    private static double median(List<Result> results, Way way) {
        return Quantiles.median(results.stream()
                .filter(result -> result.way() == way)
                .mapToDouble(Result::mergeSeconds)
                .toArray());
    }
}
