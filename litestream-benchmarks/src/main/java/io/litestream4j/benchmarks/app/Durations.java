package io.litestream4j.benchmarks.app;

import java.util.Arrays;
import java.util.Properties;

/** A growing collection of durations in nanoseconds. Not thread-safe. */
final class Durations {

    private long[] nanos = new long[1 << 16];
    private int size;

    void add(long value) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, size * 2);
        }
        nanos[size++] = value;
    }

    int size() {
        return size;
    }

    /** Adds the percentiles in microseconds: {@code <name>.p50} and so on. */
    void describe(String name, Properties result) {
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        result.setProperty(name + ".p50", at(sorted, 0.5));
        result.setProperty(name + ".p99", at(sorted, 0.99));
        result.setProperty(name + ".p999", at(sorted, 0.999));
        result.setProperty(name + ".max", at(sorted, 1));
    }

    private static String at(long[] sorted, double quantile) {
        if (sorted.length == 0) {
            return "NaN";
        }
        int index = (int) Math.min(sorted.length - 1, Math.floor(quantile * sorted.length));
        return Double.toString(sorted[index] / 1e3);
    }
}
