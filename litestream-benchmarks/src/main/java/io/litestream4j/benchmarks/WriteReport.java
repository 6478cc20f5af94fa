package io.litestream4j.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Ratios of the write scenario: each run against the plain run that was nearest in time. */
final class WriteReport {

    private static final double LONGEST_SMALL_MILLIS = 50;
    private static final double LONGEST_BATCH_MILLIS = 150;
    private static final double WAL_SMALL_MEGABYTES = 128;
    private static final double WAL_BATCH_MEGABYTES = 384;

    private final List<WriteResult> results;

    WriteReport(List<WriteResult> results) {
        this.results = results;
    }

    void print(PrintStream out) {
        out.println("Write: ratio to the plain run nearest in time (rate, p99.9 of the transaction)");
        for (WriteResult result : results) {
            if (result.variant() != result.variant().plain()
                    && has(result.variant().plain(), result.load())) {
                out.println(String.format(
                        Locale.ROOT,
                        "%-6s %-6s round %d  rate %6.2f  p99.9 %7.3f",
                        result.load(),
                        result.variant(),
                        result.round(),
                        ratio(result, WriteResult::rate),
                        ratio(result, WriteReport::tail)));
            }
        }
    }

    List<Goal> goals() {
        List<Goal> goals = new ArrayList<>();
        goals.add(Goal.atLeast("small, NORMAL: rate / plain", medianRate(Variant.INSIDE, Load.SMALL), 1.1));
        goals.add(Goal.atLeast("batch, NORMAL: rate / plain", medianRate(Variant.INSIDE, Load.BATCH), 1.3));
        goals.add(Goal.atLeast("small, FULL: rate / plain", medianRate(Variant.INSIDE_FULL, Load.SMALL), 1.0));
        goals.add(Goal.atLeast("batch, FULL: rate / plain", medianRate(Variant.INSIDE_FULL, Load.BATCH), 1.0));
        goals.add(Goal.atMost(
                "small, NORMAL: p99.9 of the transaction / plain",
                median(Variant.INSIDE, Load.SMALL, result -> ratio(result, WriteReport::tail)),
                0.2));
        goals.add(
                Goal.atMost("small: longest transaction of all rounds, ms", longest(Load.SMALL), LONGEST_SMALL_MILLIS));
        goals.add(
                Goal.atMost("batch: longest transaction of all rounds, ms", longest(Load.BATCH), LONGEST_BATCH_MILLIS));
        goals.add(Goal.atMost("small: largest WAL file, MB", largestWal(Load.SMALL), WAL_SMALL_MEGABYTES));
        goals.add(Goal.atMost("batch: largest WAL file, MB", largestWal(Load.BATCH), WAL_BATCH_MEGABYTES));
        goals.add(Goal.atMost("small: CPU per transaction / side-car's pair", cpuRatio(Load.SMALL), 0.5));
        goals.add(Goal.atMost("batch: CPU per transaction / side-car's pair", cpuRatio(Load.BATCH), 0.5));
        goals.add(Goal.atMost("transactions that found the database busy", busy(), 0));
        return goals;
    }

    private static double tail(WriteResult result) {
        return result.transaction().p999();
    }

    private double medianRate(Variant variant, Load load) {
        return median(variant, load, result -> ratio(result, WriteResult::rate));
    }

    private double longest(Load load) {
        return largest(load, WriteResult::longestMillis);
    }

    private double largestWal(Load load) {
        return largest(load, WriteResult::walLargestMegabytes);
    }

    private double largest(Load load, ToDoubleFunction<WriteResult> measure) {
        return results.stream()
                .filter(result -> result.variant() == Variant.INSIDE && result.load() == load)
                .mapToDouble(measure)
                .max()
                .orElse(Double.NaN);
    }

    private double cpuRatio(Load load) {
        return median(Variant.INSIDE, load, WriteResult::cpuMicros)
                / median(Variant.SIDECAR, load, WriteResult::cpuMicros);
    }

    private double busy() {
        return results.stream()
                .filter(result -> result.variant().replication() == Variant.Replication.ENGINE)
                .mapToDouble(WriteResult::busy)
                .sum();
    }

    private double median(Variant variant, Load load, ToDoubleFunction<WriteResult> measure) {
        return Quantiles.median(results.stream()
                .filter(result -> result.variant() == variant && result.load() == load)
                .mapToDouble(measure)
                .toArray());
    }

    private boolean has(Variant variant, Load load) {
        return results.stream().anyMatch(result -> result.variant() == variant && result.load() == load);
    }

    private double ratio(WriteResult result, ToDoubleFunction<WriteResult> measure) {
        return results.stream()
                .filter(other -> other.variant() == result.variant().plain() && other.load() == result.load())
                .min(Comparator.comparingLong(other -> Math.abs(other.startedNanos() - result.startedNanos())))
                .map(plain -> measure.applyAsDouble(result) / measure.applyAsDouble(plain))
                .orElse(Double.NaN);
    }
}
