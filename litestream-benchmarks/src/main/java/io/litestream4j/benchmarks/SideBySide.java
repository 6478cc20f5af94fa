package io.litestream4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures an application without replication, with the Litestream binary beside it, and with the engine inside.
 *
 * <p>The exit code is 0 also when goals are missed: the figures are the result.
 */
public final class SideBySide {

    private SideBySide() {}

    /** Runs the scenarios that the arguments name, see {@code Bench}. */
    public static void main(String[] words) throws IOException, InterruptedException {
        run(Bench.parse(words), new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    private static void run(Bench bench, PrintStream out) throws IOException, InterruptedException {
        List<Goal> goals = new ArrayList<>();
        if (bench.runs("write")) {
            WriteReport report = new WriteReport(new WriteScenario(bench, out).run());
            report.print(out);
            goals.addAll(report.goals());
        }
        if (bench.runs("lag")) {
            goals.addAll(new LagScenario(bench, out).run());
        }
        if (bench.runs("first-sync")) {
            goals.addAll(new FirstSyncScenario(bench, out).run());
        }
        if (bench.runs("snapshot")) {
            goals.addAll(new SnapshotScenario(bench, out).run());
        }
        if (bench.runs("merge")) {
            goals.addAll(new MergeScenario(bench, out).run());
        }
        if (bench.runs("s3")) {
            goals.addAll(new S3Scenario(bench, out).run());
        }
        if (bench.runs("restore")) {
            goals.addAll(new RestoreScenario(bench, out).run());
        }
        if (bench.runs("restore-s3")) {
            goals.addAll(new RestoreScenario(bench, out).runS3());
        }
        if (bench.runs("many")) {
            goals.addAll(new ManyDatabasesScenario(bench, out).run());
        }
        out.println("Goals (medians of all rounds unless said otherwise)");
        goals.forEach(out::println);
    }
}
