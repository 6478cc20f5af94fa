package io.litestream4j.benchmarks;

import io.litestream4j.benchmarks.app.Upkeep;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A snapshot of a big database that is replicated already: from the first byte that is written of it until it has its name.
 */
final class SnapshotScenario {

    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);

    /** Nothing is merged meanwhile. */
    private static final Duration MERGE_INTERVAL = Duration.ofDays(1);

    private static final Duration SNAPSHOT_INTERVAL = Duration.ofSeconds(30);
    private static final int SNAPSHOT_LEVEL = 9;
    private static final double MEGABYTE = 1024 * 1024;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Bench bench;
    private final PrintStream out;

    private record Result(Variant variant, double seconds, ProcessUsage usage) {

        double cpuSeconds() {
            return usage.cpu().toNanos() / NANOS_PER_SECOND;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-6s | %8.2f | %8.2f | %8.0f | %8.0f",
                    variant,
                    seconds,
                    cpuSeconds(),
                    usage.writtenBytes() / MEGABYTE,
                    usage.peakRssBytes() / MEGABYTE);
        }
    }

    SnapshotScenario(Bench bench, PrintStream out) {
        this.bench = bench;
        this.out = out;
    }

    List<Goal> run() throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        try (Workspace source = Workspace.create(bench.directory())) {
            SampleDatabase.createMixed(source.database(), bench.megabytes());
            double megabytes = Files.size(source.database()) / MEGABYTE;
            out.println(String.format(Locale.ROOT, "Snapshot of a database of %.0f MB", megabytes));
            out.println("var    |  seconds |    CPU s |  written |   RSS MB");
            for (int round = 0; round < bench.rounds(); round++) {
                for (Variant variant : List.of(Variant.SIDECAR, Variant.INSIDE)) {
                    Result result = once(variant, source.database());
                    results.add(result);
                    out.println(result);
                }
            }
            return goals(results, megabytes);
        }
    }

    private Result once(Variant variant, Path source) throws IOException, InterruptedException {
        try (Workspace workspace = Workspace.create(bench.directory())) {
            workspace.copyDatabase(source);
            try (Program program = start(variant, workspace)) {
                ReplicaPlace replica = workspace.replica();
                Waiting.until("the first copy", LONGEST_RUN, () -> isSettled(variant, replica));
                long snapshots = replica.files(SNAPSHOT_LEVEL);
                change(workspace.database());
                program.tell("snapshot");
                Waiting.until("a snapshot to begin", LONGEST_RUN, () -> hasTemporary(replica.level(SNAPSHOT_LEVEL)));
                ProcessUsage before = program.usage();
                long start = System.nanoTime();
                Waiting.until("the snapshot", LONGEST_RUN, () -> replica.files(SNAPSHOT_LEVEL) > snapshots);
                double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
                return new Result(variant, seconds, program.usage().since(before));
            }
        }
    }

    private Program start(Variant variant, Workspace workspace) throws IOException {
        if (variant.hasSidecar()) {
            return bench.sidecar().start(workspace, MERGE_INTERVAL, SNAPSHOT_INTERVAL);
        }
        List<String> arguments = List.of(
                workspace.database().toString(), workspace.replica().url(), String.valueOf(MERGE_INTERVAL.toSeconds()));
        return Jvm.start(Upkeep.class, arguments, Map.of(), LONGEST_RUN);
    }

    /** The side-car begins with a snapshot at its next half minute; the engine is ready with its first file. */
    private static boolean isSettled(Variant variant, ReplicaPlace replica) throws IOException {
        return replica.files(variant.hasSidecar() ? SNAPSHOT_LEVEL : 0) > 0;
    }

    /** Changes a row, as there is no snapshot without a change, and leaves it in the WAL. */
    private static void change(Path database) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint=0");
            statement.execute("UPDATE doc SET name = 'changed' WHERE id = 1");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot change " + database, e);
        }
    }

    private static boolean hasTemporary(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> file.toString().endsWith(".tmp"));
        }
    }

    private static List<Goal> goals(List<Result> results, double megabytes) {
        double written =
                median(results, Variant.INSIDE, result -> result.usage().writtenBytes() / MEGABYTE);
        return List.of(
                Goal.atMost(
                        "snapshot: seconds / side-car",
                        median(results, Variant.INSIDE, Result::seconds)
                                / median(results, Variant.SIDECAR, Result::seconds),
                        1 / 3.0),
                Goal.atMost("snapshot: bytes written / size of the database", written / megabytes, 0.75));
    }

    private static double median(List<Result> results, Variant variant, ToDoubleFunction<Result> measure) {
        return Quantiles.median(results.stream()
                .filter(result -> result.variant() == variant)
                .mapToDouble(measure)
                .toArray());
    }
}
