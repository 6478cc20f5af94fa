package io.litestream4j.benchmarks;

import java.time.Duration;
import java.util.Locale;

/**
 * One run of the write scenario.
 *
 * @param round number of the round, from 0
 * @param startedNanos {@link System#nanoTime()} at its start
 * @param rate transactions a second
 * @param commit time inside {@code commit()}, in microseconds
 * @param transaction time from borrowing a connection to having given it back, in microseconds
 * @param busy transactions that failed because the database was busy
 * @param cpuMicros processor time of application and side-car for each transaction
 * @param figures the rest
 */
record WriteResult(
        Variant variant,
        Load load,
        int round,
        long startedNanos,
        double rate,
        Quantiles commit,
        Quantiles transaction,
        double busy,
        double cpuMicros,
        LoadRun.Figures figures) {

    static final String HEADING = String.format(
            Locale.ROOT,
            "%-6s %-6s %5s %8s | %7s %7s %8s %8s | %7s %7s %8s %8s | %7s %7s | %8s | %5s %5s | %s",
            "load",
            "var",
            "round",
            "tx/s",
            "c p50",
            "c p99",
            "c p99.9",
            "c max",
            "t p50",
            "t p99",
            "t p99.9",
            "t max",
            "WALmax",
            "WALend",
            "CPUus/tx",
            "RSS",
            "+side",
            "busy");

    private static final double MICROS_PER_MILLI = 1e3;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MEGABYTE = 1024 * 1024;

    /** Takes what a run has shown, and the processor time of the side-car for all that the application has committed. */
    static WriteResult of(
            Variant variant, Load load, int round, long startedNanos, LoadRun.Figures figures, Duration sidecarCpu) {
        double count = figures.number("transactions");
        double cpuNanos = figures.number("cpuNanos") / count + sidecarCpu.toNanos() / figures.number("committed");
        return new WriteResult(
                variant,
                load,
                round,
                startedNanos,
                count / figures.number("nanos") * NANOS_PER_SECOND,
                Quantiles.load(figures.application(), "commit"),
                Quantiles.load(figures.application(), "transaction"),
                figures.number("busy"),
                cpuNanos / NANOS_PER_MICRO,
                figures);
    }

    double longestMillis() {
        return transaction.max() / MICROS_PER_MILLI;
    }

    double walLargestMegabytes() {
        return figures.walLargest() / MEGABYTE;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-6s %-6s %5d %8.0f | %7.0f %7.0f %8.0f %8.0f | %7.0f %7.0f %8.0f %8.0f | %7.1f %7.1f | %8.1f |"
                        + " %5.0f %5.0f | %.0f",
                load,
                variant,
                round,
                rate,
                commit.p50(),
                commit.p99(),
                commit.p999(),
                commit.max(),
                transaction.p50(),
                transaction.p99(),
                transaction.p999(),
                transaction.max(),
                walLargestMegabytes(),
                figures.walAtEnd() / MEGABYTE,
                cpuMicros,
                figures.applicationRss() / MEGABYTE,
                figures.sidecarRss() / MEGABYTE,
                busy);
    }
}
