package io.litestream4j.benchmarks;

import io.litestream4j.benchmarks.app.CommitLog;
import io.litestream4j.benchmarks.app.CommitLog.Commit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Commits at a mean rate, and how long each takes to its level-0 file.
 *
 * @param bench with what to measure
 * @param rate commits a second
 * @param variant who replicates
 */
record LagRun(Bench bench, int rate, Variant variant) {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final String SETTLE_SECONDS = "3";

    /** Runs once in a workspace; {@code options} are more options for the application. */
    LagResult once(int round, Workspace workspace, List<String> options, LoadRun.Observer observer)
            throws IOException, InterruptedException {
        try (LoadRun run = new LoadRun(variant, workspace, bench.sidecar());
                ReplicaWatcher watcher = new ReplicaWatcher(workspace.replica().level(0))) {
            Path log = workspace.directory().resolve("commits.csv");
            LoadRun.Figures figures = run.run(arguments(log, options), observer);
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

    private List<String> arguments(Path log, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("--rate", Integer.toString(rate)));
        arguments.addAll(List.of("--warmup", Integer.toString(bench.warmup())));
        arguments.addAll(List.of("--seconds", Integer.toString(bench.seconds())));
        arguments.addAll(List.of("--settle", SETTLE_SECONDS, "--commit-log", log.toString()));
        arguments.addAll(options);
        return arguments;
    }
}
