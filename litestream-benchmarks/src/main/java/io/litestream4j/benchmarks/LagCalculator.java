package io.litestream4j.benchmarks;

import io.litestream4j.benchmarks.ReplicaWatcher.Arrival;
import io.litestream4j.benchmarks.app.CommitLog.Commit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Matches each commit with the first LTX file that covers its last frame. */
final class LagCalculator {

    private static final int WAL_HEADER_SIZE = 32;
    private static final int FRAME_SIZE = 4096 + 24;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Map<Long, Integer> generations = new HashMap<>();
    private final List<Commit> commits;
    private final List<Arrival> arrivals;

    /** Takes commits and arrivals in the order of time. */
    LagCalculator(List<Commit> commits, List<Arrival> arrivals) {
        this.commits = commits;
        this.arrivals = arrivals;
        commits.forEach(commit -> generations.putIfAbsent(commit.salts(), generations.size()));
    }

    /** Returns the lag of each commit that arrived, in milliseconds; zero when the file was there before the return. */
    List<Double> millis() {
        List<Double> lags = new ArrayList<>();
        int next = 0;
        for (Commit commit : commits) {
            while (next < arrivals.size() && !covers(arrivals.get(next), commit)) {
                next++;
            }
            if (next < arrivals.size()) {
                lags.add(Math.max(0, arrivals.get(next).nanos() - commit.nanos()) / NANOS_PER_MILLI);
            }
        }
        return lags;
    }

    private boolean covers(Arrival arrival, Commit commit) {
        int of = generations.getOrDefault(arrival.salts(), -1);
        int wanted = generations.getOrDefault(commit.salts(), -1);
        return of > wanted || of == wanted && arrival.walEnd() >= WAL_HEADER_SIZE + commit.frames() * FRAME_SIZE;
    }
}
