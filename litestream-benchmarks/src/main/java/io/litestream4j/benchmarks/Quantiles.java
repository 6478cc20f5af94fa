package io.litestream4j.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * The distribution of a measure; the unit is up to whoever made it.
 *
 * @param p50 half of the values are below
 * @param p99 99 % are below
 * @param p999 99.9 % are below
 * @param max the largest
 */
record Quantiles(double p50, double p99, double p999, double max) {

    static Quantiles of(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Quantiles(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999), at(sorted, 1));
    }

    static Quantiles load(Properties properties, String name) {
        return new Quantiles(
                Double.parseDouble(properties.getProperty(name + ".p50")),
                Double.parseDouble(properties.getProperty(name + ".p99")),
                Double.parseDouble(properties.getProperty(name + ".p999")),
                Double.parseDouble(properties.getProperty(name + ".max")));
    }

    /** Returns the middle of some values, or the mean of the two in the middle; not a number for none. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length == 0 ? Double.NaN : (sorted[middle] + sorted[sorted.length - 1 - middle]) / 2;
    }

    private static double at(double[] sorted, double quantile) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))];
    }
}
