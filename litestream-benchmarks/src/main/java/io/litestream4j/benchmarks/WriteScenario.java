package io.litestream4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One writer, as fast as it can, through all variants in turn, so that a noisy minute does not fall on one only. */
final class WriteScenario {

    private final Bench bench;
    private final PrintStream out;

    WriteScenario(Bench bench, PrintStream out) {
        this.bench = bench;
        this.out = out;
    }

    List<WriteResult> run() throws IOException, InterruptedException {
        out.println("Write: times in microseconds (c = commit, t = transaction), sizes in MB");
        out.println(WriteResult.HEADING);
        List<WriteResult> results = new ArrayList<>();
        for (int round = 0; round < bench.rounds(); round++) {
            for (Load load : bench.loads()) {
                for (Variant variant : order(round)) {
                    WriteResult result = once(round, load, variant);
                    results.add(result);
                    out.println(result);
                }
            }
        }
        return results;
    }

    /** Every other round goes backwards, so that nobody always runs after the same neighbour. */
    private List<Variant> order(int round) {
        List<Variant> variants = new ArrayList<>(bench.variants());
        if (round % 2 == 1) {
            Collections.reverse(variants);
        }
        return variants;
    }

    private WriteResult once(int round, Load load, Variant variant) throws IOException, InterruptedException {
        long started = System.nanoTime();
        try (Workspace workspace = Workspace.create(bench.directory());
                LoadRun run = new LoadRun(variant, workspace, bench.sidecar())) {
            LoadRun.Figures figures = run.run(
                    List.of(
                            "--rows", Integer.toString(load.rows()),
                            "--warmup", Integer.toString(bench.warmup()),
                            "--seconds", Integer.toString(bench.seconds())),
                    LoadRun.Observer.NONE);
            return WriteResult.of(variant, load, round, started, figures, run.sidecarUntilCaughtUp());
        }
    }
}
