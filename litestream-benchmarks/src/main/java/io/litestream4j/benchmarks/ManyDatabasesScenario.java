package io.litestream4j.benchmarks;

import io.litestream4j.benchmarks.app.ManyDatabases;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Many databases in one process that nobody writes to: what the start takes, and what it costs that they are there. */
final class ManyDatabasesScenario {

    private static final Duration LONGEST_START = Duration.ofMinutes(10);
    private static final double MEGABYTE = 1024 * 1024;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Bench bench;
    private final PrintStream out;

    private record Result(
            Variant variant,
            double startSeconds,
            double cores,
            long rssBytes,
            long heapBytes,
            long threads,
            long files) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-6s | %8.2f | %8.2f | %8.0f | %8s | %8d | %8d",
                    variant,
                    startSeconds,
                    cores * 100,
                    rssBytes / MEGABYTE,
                    heapBytes == 0 ? "" : String.format(Locale.ROOT, "%.0f", heapBytes / MEGABYTE),
                    threads,
                    files);
        }
    }

    ManyDatabasesScenario(Bench bench, PrintStream out) {
        this.bench = bench;
        this.out = out;
    }

    List<Goal> run() throws IOException, InterruptedException {
        out.println(bench.databases() + " idle databases");
        out.println("var    |  start s |    CPU % |   RSS MB |  heap MB |  threads |    files");
        List<Result> results = new ArrayList<>();
        for (int round = 0; round < bench.rounds(); round++) {
            for (Variant variant : List.of(Variant.SIDECAR, Variant.INSIDE)) {
                if (bench.variants().contains(variant)) {
                    Result result = once(variant);
                    results.add(result);
                    out.println(result);
                }
            }
        }
        double[] cores = results.stream()
                .filter(result -> result.variant() == Variant.INSIDE)
                .mapToDouble(Result::cores)
                .toArray();
        return List.of(Goal.atMost("idle databases: processors in use", Quantiles.median(cores), 0.01));
    }

    private Result once(Variant variant) throws IOException, InterruptedException {
        try (Workspace workspace = Workspace.create(bench.directory())) {
            for (int number = 0; number < bench.databases(); number++) {
                SampleDatabase.createEmpty(ManyDatabases.database(workspace.directory(), number));
            }
            return variant.hasSidecar()
                    ? sidecar(variant, workspace.directory())
                    : inside(variant, workspace.directory());
        }
    }

    private Result sidecar(Variant variant, Path directory) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (Program program = bench.sidecar().start(directory, bench.databases())) {
            for (int number = 0; number < bench.databases(); number++) {
                ReplicaPlace replica = ReplicaPlace.file(ManyDatabases.replica(directory, number));
                Waiting.until("the first upload of each", LONGEST_START, () -> replica.files(0) > 0);
            }
            return measured(variant, secondsSince(begin), program, 0);
        }
    }

    private Result inside(Variant variant, Path directory) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        List<String> arguments = List.of(directory.toString(), Integer.toString(bench.databases()));
        try (Program program = Jvm.start(ManyDatabases.class, arguments, Map.of(), LONGEST_START);
                BufferedReader answers = program.process().inputReader();
                Writer questions = program.process().outputWriter()) {
            if (!ManyDatabases.READY.equals(answers.readLine())) {
                throw new IllegalStateException("the databases were not replicated");
            }
            double start = secondsSince(begin);
            questions.write("\n");
            questions.flush();
            return measured(variant, start, program, Long.parseLong(answers.readLine()));
        }
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / NANOS_PER_SECOND;
    }

    private Result measured(Variant variant, double start, Program program, long heap) throws IOException {
        Waiting.pause(Duration.ofSeconds(bench.warmup()));
        Duration before = program.usage().cpu();
        Waiting.pause(Duration.ofSeconds(bench.seconds()));
        ProcessUsage usage = program.usage();
        double cores = usage.cpu().minus(before).toNanos() / NANOS_PER_SECOND / bench.seconds();
        Path process = Path.of("/proc", Long.toString(program.process().pid()));
        return new Result(
                variant,
                start,
                cores,
                usage.peakRssBytes(),
                heap,
                entries(process.resolve("task")),
                entries(process.resolve("fd")));
    }

    private static long entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        }
    }
}
