package io.litestream4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Lag and requests with a replica behind an S3 gateway on this machine. */
final class S3Scenario {

    private static final int QUIET_RATE = 10;
    private static final List<Integer> RATES = List.of(20, 200);
    private static final List<String> AT_ONCE = List.of("--sync-interval", "PT0S");

    private final Bench bench;
    private final PrintStream out;

    /** A run with the defaults, and the requests of an hour at its pace. */
    private record Hour(LagResult lag, S3Requests requests) {

        private static final String HEADING = LagResult.HEADING + " |   PUT/h  LIST/h others/h";

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%s | %7d %7d %8d", lag, requests.puts(), requests.lists(), requests.others());
        }
    }

    S3Scenario(Bench bench, PrintStream out) {
        this.bench = bench;
        this.out = out;
    }

    List<Goal> run() throws IOException, InterruptedException {
        try (Workspace place = Workspace.create(bench.directory());
                S3Gateway gateway = S3Gateway.start(bench.gateway(), place.directory())) {
            List<Goal> goals = new ArrayList<>(lag(gateway));
            goals.addAll(hours(gateway));
            return goals;
        }
    }

    private List<Goal> lag(S3Gateway gateway) throws IOException, InterruptedException {
        out.println("S3 gateway: milliseconds from the return of a commit to the level-0 object in place");
        out.println(LagResult.HEADING);
        List<LagResult> results = new ArrayList<>();
        for (int round = 0; round < bench.rounds(); round++) {
            for (int rate : RATES) {
                results.add(lag(gateway, round, rate, Variant.SIDECAR_FAST, List.of()));
                results.add(lag(gateway, round, rate, Variant.INSIDE, AT_ONCE));
            }
        }
        List<Goal> goals = new ArrayList<>();
        for (int rate : RATES) {
            List<LagResult> of =
                    results.stream().filter(result -> result.rate() == rate).toList();
            String name = " / side-car at 10 ms, S3, " + rate + " commits/s";
            goals.add(Goal.atMost("lag p50" + name, ratio(of, Variant.SIDECAR_FAST, Quantiles::p50), 0.5));
            goals.add(Goal.atMost("lag p99" + name, ratio(of, Variant.SIDECAR_FAST, Quantiles::p99), 0.5));
        }
        return goals;
    }

    private LagResult lag(S3Gateway gateway, int round, int rate, Variant variant, List<String> options)
            throws IOException, InterruptedException {
        try (Workspace workspace = Workspace.create(bench.directory(), gateway)) {
            LagResult result = new LagRun(bench, rate, variant).once(round, workspace, options, LoadRun.Observer.NONE);
            out.println(result);
            return result;
        }
    }

    private List<Goal> hours(S3Gateway gateway) throws IOException, InterruptedException {
        out.println("S3 gateway: defaults, requests of an hour at this pace");
        out.println(Hour.HEADING);
        List<Hour> hours = new ArrayList<>();
        for (int round = 0; round < bench.rounds(); round++) {
            hours.add(hour(gateway, round, Variant.SIDECAR));
            hours.add(hour(gateway, round, Variant.INSIDE));
        }
        List<LagResult> lags = hours.stream().map(Hour::lag).toList();
        return List.of(
                Goal.atMost("lag p50 / side-car, S3, defaults", ratio(lags, Variant.SIDECAR, Quantiles::p50), 1.0),
                Goal.atMost("PUT requests / side-car, S3, defaults", ratio(hours, S3Requests::puts), 1.0),
                Goal.atMost("LIST requests / side-car, S3, defaults", ratio(hours, S3Requests::lists), 1.0));
    }

    private Hour hour(S3Gateway gateway, int round, Variant variant) throws IOException, InterruptedException {
        try (Workspace workspace = Workspace.create(bench.directory(), gateway)) {
            RequestCounter counter = new RequestCounter(gateway);
            LagResult lag = new LagRun(bench, QUIET_RATE, variant).once(round, workspace, List.of(), counter);
            Hour hour = new Hour(lag, counter.requests().hourly(bench.seconds()));
            out.println(hour);
            return hour;
        }
    }

    private static double ratio(List<LagResult> results, Variant other, ToDoubleFunction<Quantiles> measure) {
        return median(results, Variant.INSIDE, measure) / median(results, other, measure);
    }

    private static double median(List<LagResult> results, Variant variant, ToDoubleFunction<Quantiles> measure) {
        return Quantiles.median(results.stream()
                .filter(result -> result.variant() == variant)
                .map(LagResult::lag)
                .mapToDouble(measure)
                .toArray());
    }

    private static double ratio(List<Hour> hours, ToDoubleFunction<S3Requests> measure) {
        return medianRequests(hours, Variant.INSIDE, measure) / medianRequests(hours, Variant.SIDECAR, measure);
    }

    private static double medianRequests(List<Hour> hours, Variant variant, ToDoubleFunction<S3Requests> measure) {
        return Quantiles.median(hours.stream()
                .filter(hour -> hour.lag().variant() == variant)
                .map(Hour::requests)
                .mapToDouble(measure)
                .toArray());
    }
}
