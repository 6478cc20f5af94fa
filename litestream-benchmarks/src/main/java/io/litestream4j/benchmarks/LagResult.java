package io.litestream4j.benchmarks;

import java.util.Locale;

/**
 * One run of the lag scenario.
 *
 * @param rate commits a second
 * @param round number of the round, from 0
 * @param lag from the return of a commit to the level-0 file in place, in milliseconds
 * @param missing commits that no file covers
 * @param files number of files
 * @param cpuMillis processor time of application and side-car for a second
 */
record LagResult(Variant variant, int rate, int round, Quantiles lag, int missing, int files, double cpuMillis) {

    static final String HEADING = String.format(
            Locale.ROOT,
            "%4s %-6s %5s | %8s %8s %8s %8s | %7s %6s %9s",
            "rate",
            "var",
            "round",
            "p50",
            "p99",
            "p99.9",
            "max",
            "missing",
            "files",
            "CPU ms/s");

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%4d %-6s %5d | %8.2f %8.2f %8.2f %8.2f | %7d %6d %9.1f",
                rate,
                variant,
                round,
                lag.p50(),
                lag.p99(),
                lag.p999(),
                lag.max(),
                missing,
                files,
                cpuMillis);
    }
}
