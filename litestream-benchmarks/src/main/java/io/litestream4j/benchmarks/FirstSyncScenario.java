package io.litestream4j.benchmarks;

import io.litestream4j.benchmarks.app.FirstSync;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The first sync of a big database: from the start of the process to a full copy on the replica. */
final class FirstSyncScenario {

    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);
    private static final int SNAPSHOT_LEVEL = 9;
    private static final double MEGABYTE = 1024 * 1024;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Bench bench;
    private final PrintStream out;

    private record Result(Variant variant, double seconds, ProcessUsage usage, long replicaBytes) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-6s | %8.2f | %8.2f | %8.0f | %8.0f | %8.0f",
                    variant,
                    seconds,
                    usage.cpu().toMillis() / 1e3,
                    usage.writtenBytes() / MEGABYTE,
                    replicaBytes / MEGABYTE,
                    usage.peakRssBytes() / MEGABYTE);
        }
    }

    FirstSyncScenario(Bench bench, PrintStream out) {
        this.bench = bench;
        this.out = out;
    }

    List<Goal> run() throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        try (Workspace source = Workspace.create(bench.directory())) {
            SampleDatabase.createMixed(source.database(), bench.megabytes());
            double megabytes = Files.size(source.database()) / MEGABYTE;
            out.println(String.format(Locale.ROOT, "First sync of a database of %.0f MB", megabytes));
            out.println("var    |  seconds |    CPU s |  written |  replica |   RSS MB");
            for (int round = 0; round < bench.rounds(); round++) {
                for (Variant variant : List.of(Variant.SIDECAR, Variant.INSIDE)) {
                    if (bench.variants().contains(variant)) {
                        Result result = once(variant, source.database());
                        results.add(result);
                        out.println(result);
                    }
                }
            }
            return goals(results, megabytes);
        }
    }

    private Result once(Variant variant, Path source) throws IOException, InterruptedException {
        try (Workspace workspace = Workspace.create(bench.directory())) {
            workspace.copyDatabase(source);
            long start = System.nanoTime();
            try (Program program = start(variant, workspace)) {
                int level = variant.hasSidecar() ? SNAPSHOT_LEVEL : 0;
                Waiting.until(
                        "the first snapshot",
                        LONGEST_RUN,
                        () -> workspace.replica().files(level) > 0);
                double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
                return new Result(variant, seconds, program.usage(), workspace.replicaBytes());
            }
        }
    }

    private Program start(Variant variant, Workspace workspace) throws IOException {
        if (variant.hasSidecar()) {
            return bench.sidecar().start(workspace, variant.replication());
        }
        List<String> paths =
                List.of(workspace.database().toString(), workspace.replica().url());
        return Jvm.start(FirstSync.class, paths, Map.of(), LONGEST_RUN);
    }

    private static List<Goal> goals(List<Result> results, double megabytes) {
        double inside = median(results, Variant.INSIDE, Result::seconds);
        double sidecar = median(results, Variant.SIDECAR, Result::seconds);
        double written =
                median(results, Variant.INSIDE, result -> result.usage().writtenBytes() / MEGABYTE);
        return List.of(
                Goal.atMost("first sync: seconds / side-car", inside / sidecar, 0.5),
                Goal.atMost("first sync: bytes written / size of the database", written / megabytes, 0.75));
    }

    private static double median(List<Result> results, Variant variant, ToDoubleFunction<Result> measure) {
        return Quantiles.median(results.stream()
                .filter(result -> result.variant() == variant)
                .mapToDouble(measure)
                .toArray());
    }
}
