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
 * these files, less what it uses when it begins with them and with what they are merged into.
 */
final class MergeScenario {

    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration AFTERWARDS = Duration.ofSeconds(1);
    private static final Duration WATCHED = Duration.ofSeconds(6);
    private static final int FILES = 1_000;
    private static final int WARM_UP = 30;

    /** One merge takes little more than the 10 ms that processor time is counted in. */
    private static final int MEASURED = 3;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Bench bench;
    private final PrintStream out;

    /** Who merges. */
    private enum Way {
        BINARY,
        OURS_FIRST,
        OURS_WARM
    }

    private record Result(Way way, Duration merging, Duration resting) {

        double mergeSeconds() {
            return merging.minus(resting).toNanos() / NANOS_PER_SECOND;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%-10s | %8.2f | %8.2f", way, mergeSeconds(), resting.toNanos() / NANOS_PER_SECOND);
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
                    Locale.ROOT, "Merge of %d level-0 files", source.replica().files(0)));
            out.println("way        |  merge s |   rest s");
            for (int round = 0; round < bench.rounds(); round++) {
                results.add(binary(source));
                results.addAll(ours(source));
            }
        }
        return List.of(Goal.atMost("merge: CPU / side-car", ratio(results, Way.OURS_WARM), 0.5));
    }

    private Result binary(Workspace source) throws IOException, InterruptedException {
        try (Workspace workspace = Workspace.create(bench.directory())) {
            workspace.copyAll(source);
            Duration merging = binaryOnce(workspace);
            try (Workspace merged = Workspace.create(bench.directory())) {
                copyMerged(source, workspace, merged);
                return printed(new Result(Way.BINARY, merging, binaryOnce(merged)));
            }
        }
    }

    /** Makes a copy of the files in which nothing but the merge is done. */
    private static void copyMerged(Workspace source, Workspace done, Workspace target) throws IOException {
        target.copyAll(source);
        target.replica().copyLevel(done.replica(), 1);
    }

    private Duration binaryOnce(Workspace workspace) throws IOException, InterruptedException {
        try (Program program = bench.sidecar().start(workspace, INTERVAL, Duration.ofHours(24))) {
            return watch(program, workspace, Duration.ZERO);
        }
    }

    /** Returns the first merge of a process, and some after many. */
    private List<Result> ours(Workspace source) throws IOException, InterruptedException {
        List<String> arguments = List.of(String.valueOf(INTERVAL.toSeconds()));
        try (Workspace all = Workspace.create(bench.directory());
                Program program = Jvm.start(Merges.class, arguments, Map.of(), LONGEST_RUN)) {
            List<Result> results = new ArrayList<>();
            results.add(printed(oursOnce(Way.OURS_FIRST, program, source, all.directory())));
            for (int merge = 0; merge < WARM_UP; merge++) {
                warmUp(program, source, all.directory());
            }
            for (int merge = 0; merge < MEASURED; merge++) {
                results.add(printed(oursOnce(Way.OURS_WARM, program, source, all.directory())));
            }
            return results;
        }
    }

    private static Result oursOnce(Way way, Program program, Workspace source, Path parent) throws IOException {
        Workspace workspace = Workspace.create(parent);
        workspace.copyAll(source);
        Duration merging = oursOnce(program, workspace);
        Workspace merged = Workspace.create(parent);
        copyMerged(source, workspace, merged);
        return new Result(way, merging, oursOnce(program, merged));
    }

    private static void warmUp(Program program, Workspace source, Path parent) throws IOException {
        Workspace workspace = Workspace.create(parent);
        workspace.copyAll(source);
        begin(program, workspace);
        awaitMerge(workspace);
    }

    private static Duration oursOnce(Program program, Workspace workspace) throws IOException {
        Duration before = program.usage().cpu();
        begin(program, workspace);
        return watch(program, workspace, before);
    }

    private static void begin(Program program, Workspace workspace) throws IOException {
        program.tell(workspace.database().toString());
        program.tell(workspace.replica().url());
    }

    /** Returns what a process uses in some intervals, and longer if the merge takes longer: all files are merged then. */
    private static Duration watch(Program program, Workspace workspace, Duration before) throws IOException {
        Waiting.pause(WATCHED);
        awaitMerge(workspace);
        Waiting.pause(AFTERWARDS);
        return program.usage().cpu().minus(before);
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
