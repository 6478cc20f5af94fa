package io.litestream4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** How long after a commit its level-0 file is in place, at a few commits a second. */
final class LagScenario {

    private static final List<Variant> VARIANTS = List.of(Variant.SIDECAR_FAST, Variant.INSIDE);

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
        try (Workspace workspace = Workspace.create(bench.directory())) {
            return new LagRun(bench, rate, variant).once(round, workspace, List.of(), LoadRun.Observer.NONE);
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
