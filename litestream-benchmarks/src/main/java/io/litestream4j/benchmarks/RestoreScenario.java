package io.litestream4j.benchmarks;

import io.litestream4j.benchmarks.app.ManyFiles;
import io.litestream4j.benchmarks.app.Restore;
import io.litestream4j.restore.IntegrityCheckMode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Restores of a big database from a snapshot and many files behind it, beside the binary and a copy of the same size. */
final class RestoreScenario {

    private static final Duration LONGEST_RUN = Duration.ofMinutes(10);
    private static final int FILES = 1_000;
    private static final int WARM_UP = 60;
    private static final double MEGABYTE = 1024 * 1024;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Bench bench;
    private final PrintStream out;

    /** What restores, or copies. */
    private enum Way {
        COPY,
        BINARY,
        OURS,
        OURS_ONCE,
        OURS_CLI,
        OURS_RUNNING,
        OURS_CHECKED
    }

    private record Result(Way way, double seconds, ProcessUsage usage) {

        double cpuSeconds() {
            return usage.cpu().toNanos() / NANOS_PER_SECOND;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-13s | %8.2f | %8.2f | %8.0f",
                    way,
                    seconds,
                    cpuSeconds(),
                    usage.peakRssBytes() / MEGABYTE);
        }
    }

    RestoreScenario(Bench bench, PrintStream out) {
        this.bench = bench;
        this.out = out;
    }

    /** Restores from a directory. */
    List<Goal> run() throws IOException, InterruptedException {
        try (Workspace workspace = Workspace.create(bench.directory())) {
            return run(workspace, "files");
        }
    }

    /** Restores from an S3 gateway. */
    List<Goal> runS3() throws IOException, InterruptedException {
        try (Workspace place = Workspace.create(bench.directory());
                S3Gateway gateway = S3Gateway.start(bench.gateway(), place.directory());
                Workspace workspace = Workspace.create(bench.directory(), gateway)) {
            return run(workspace, "S3");
        }
    }

    private List<Goal> run(Workspace workspace, String store) throws IOException, InterruptedException {
        if (!Files.isRegularFile(bench.commandLine())) {
            throw new IllegalStateException(bench.commandLine()
                    + " is not there: build it with 'mvn -DskipTests -pl litestream-cli -am package', or say with --cli"
                    + " where it is");
        }
        SampleDatabase.createMixed(workspace.database(), bench.megabytes());
        List<String> arguments =
                List.of(workspace.database().toString(), workspace.replica().url(), String.valueOf(FILES));
        try (Program program =
                Jvm.start(ManyFiles.class, arguments, workspace.replica().environment(), LONGEST_RUN)) {
            program.join();
        }
        out.println(String.format(
                Locale.ROOT,
                "Restore of %.0f MB from %s, level 0: %d files",
                Files.size(workspace.database()) / MEGABYTE,
                store,
                workspace.replica().files(0)));
        out.println("way           |  seconds |    CPU s |   RSS MB");
        archiveClasses(workspace);
        List<Result> results = new ArrayList<>();
        try (RestoringApplication running = RestoringApplication.start(workspace.replica(), LONGEST_RUN)) {
            for (int restore = 0; restore < WARM_UP; restore++) {
                once(Way.OURS_RUNNING, workspace, running);
            }
            for (int round = 0; round < bench.rounds(); round++) {
                for (Way way : Way.values()) {
                    Result result = once(way, workspace, running);
                    results.add(result);
                    out.println(result);
                }
            }
        }
        return goals(results, store);
    }

    private CommandLineJar commandLine(Workspace workspace) {
        return new CommandLineJar(bench.commandLine(), workspace.directory().resolve("cli.jsa"));
    }

    private void archiveClasses(Workspace workspace) throws IOException, InterruptedException {
        Path target = workspace.directory().resolve("restored.db");
        try (Program program = commandLine(workspace)
                .restoreAndArchive(
                        target, workspace.replica().url(), workspace.replica().environment(), LONGEST_RUN)) {
            program.join();
        }
        Files.delete(target);
    }

    private Result once(Way way, Workspace workspace, RestoringApplication running)
            throws IOException, InterruptedException {
        Path target = workspace.directory().resolve("restored.db");
        long start = System.nanoTime();
        ProcessUsage usage = ProcessUsage.NONE;
        if (way == Way.COPY) {
            copy(workspace.database(), target);
        } else if (way == Way.OURS_RUNNING) {
            usage = running.restore(target);
        } else {
            try (Program program = start(way, workspace, target)) {
                usage = program.usageAtEnd();
            }
        }
        Result result = new Result(way, (System.nanoTime() - start) / NANOS_PER_SECOND, usage);
        if (way != Way.COPY && Files.mismatch(workspace.database(), target) >= 0) {
            throw new IllegalStateException("the database that " + way + " restored differs");
        }
        Files.delete(target);
        return result;
    }

    private Program start(Way way, Workspace workspace, Path target) throws IOException {
        Map<String, String> environment = workspace.replica().environment();
        String url = workspace.replica().url();
        if (way == Way.BINARY) {
            ProcessBuilder command = new ProcessBuilder(bench.litestream(), "restore", "-o", target.toString(), url)
                    .redirectErrorStream(true)
                    .redirectOutput(workspace.directory().resolve("restore.log").toFile());
            command.environment().putAll(environment);
            command.environment().remove("AWS_CA_BUNDLE");
            return Program.start(command, LONGEST_RUN);
        }
        if (way == Way.OURS_CLI) {
            return commandLine(workspace).restore(target, url, environment, LONGEST_RUN);
        }
        IntegrityCheckMode check = way == Way.OURS_CHECKED ? IntegrityCheckMode.QUICK : IntegrityCheckMode.NONE;
        List<String> options = way == Way.OURS_ONCE ? CommandLineJar.ONE_RESTORE : List.of();
        List<String> arguments = List.of(target.toString(), url, check.name());
        return Jvm.start(options, Restore.class, arguments, environment, LONGEST_RUN);
    }

    private static void copy(Path source, Path target) throws IOException {
        try (FileChannel from = FileChannel.open(source, StandardOpenOption.READ);
                FileChannel to = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long position = 0; position < from.size(); ) {
                position += from.transferTo(position, from.size() - position, to);
            }
            to.force(true);
        }
    }

    private static List<Goal> goals(List<Result> results, String store) {
        return Stream.of(Way.OURS, Way.OURS_ONCE, Way.OURS_CLI, Way.OURS_RUNNING)
                .flatMap(way -> goals(results, way, "restore from " + store + ", " + way + ": "))
                .toList();
    }

    private static Stream<Goal> goals(List<Result> results, Way way, String name) {
        double seconds = median(results, way, Result::seconds);
        double cpu = median(results, way, Result::cpuSeconds);
        return Stream.of(
                Goal.atMost(name + "seconds / binary", seconds / median(results, Way.BINARY, Result::seconds), 0.25),
                Goal.atMost(name + "CPU / binary", cpu / median(results, Way.BINARY, Result::cpuSeconds), 1 / 6.0),
                Goal.atMost(name + "seconds / synced copy", seconds / median(results, Way.COPY, Result::seconds), 1.5));
    }

    private static double median(List<Result> results, Way way, ToDoubleFunction<Result> measure) {
        return Quantiles.median(results.stream()
                .filter(result -> result.way() == way)
                .mapToDouble(measure)
                .toArray());
    }
}
