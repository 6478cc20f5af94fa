package io.litestream4j.benchmarks;

import io.litestream4j.benchmarks.app.CommitLog;
import io.litestream4j.benchmarks.app.CommitLog.Commit;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long after a commit its level-0 file is in place, at a few commits a second. */
final class LagScenario {

    private static final List<Variant> VARIANTS = List.of(Variant.SIDECAR_FAST, Variant.INSIDE);
    private static final double NANOS_PER_MILLI = 1e6;

    private final Bench bench;
    private final PrintStream out;

    LagScenario(Bench bench, PrintStream out) {
        this.bench = bench;
        this.out = out;
    }

    List<Goal> run() throws IOException, InterruptedException {
        out.println("Lag: milliseconds from the return of a commit to the level-0 file in place");
        out.println(LagResult.HEADING);
        List<LagResult> results = new ArrayList<>();
        for (int round = 0; round < bench.rounds(); round++) {
            for (int rate : bench.rates()) {
                for (Variant variant : VARIANTS) {
                    if (bench.variants().contains(variant)) {
                        LagResult result = once(round, rate, variant);
                        results.add(result);
                        out.println(result);
                    }
                }
            }
        }
        return goals(results);
    }

    private LagResult once(int round, int rate, Variant variant) throws IOException, InterruptedException {
        try (Workspace workspace = Workspace.create(bench.directory());
                LoadRun run = new LoadRun(variant, workspace, bench.sidecar());
                ReplicaWatcher watcher = new ReplicaWatcher(workspace.level(0))) {
            Path log = workspace.directory().resolve("commits.csv");
            LoadRun.Figures figures = run.run(List.of(
                    "--rate", Integer.toString(rate),
                    "--warmup", Integer.toString(bench.warmup()),
                    "--seconds", Integer.toString(bench.seconds()),
                    "--settle", "3",
                    "--commit-log", log.toString()));
            List<Commit> commits = CommitLog.read(log);
            List<Double> lags = new LagCalculator(commits, watcher.arrivals()).millis();
            double cpu = figures.number("cpuNanos") + figures.sidecarCpu().toNanos();
            return new LagResult(
                    variant,
                    rate,
                    round,
                    Quantiles.of(lags),
                    commits.size() - lags.size(),
                    watcher.arrivals().size(),
                    cpu / NANOS_PER_MILLI / bench.seconds());
        }
    }

    private List<Goal> goals(List<LagResult> results) {
        List<Goal> goals = new ArrayList<>();
        for (int rate : bench.rates()) {
            double[] inside = medians(results, Variant.INSIDE, rate);
            double[] fast = medians(results, Variant.SIDECAR_FAST, rate);
            goals.add(Goal.atMost("lag p50 / side-car at 10 ms, " + rate + " commits/s", inside[0] / fast[0], 0.3));
            goals.add(Goal.atMost("lag p99 / side-car at 10 ms, " + rate + " commits/s", inside[1] / fast[1], 0.6));
        }
        return goals;
    }

    private static double[] medians(List<LagResult> results, Variant variant, int rate) {
        List<Quantiles> lags = results.stream()
                .filter(result -> result.variant() == variant && result.rate() == rate)
                .map(LagResult::lag)
                .toList();
        return new double[] {
            Quantiles.median(lags.stream().mapToDouble(Quantiles::p50).toArray()),
            Quantiles.median(lags.stream().mapToDouble(Quantiles::p99).toArray())
        };
    }
}
