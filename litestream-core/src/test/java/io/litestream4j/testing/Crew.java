package io.litestream4j.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does several things at the same time that mostly wait. */
public final class Crew {

    private Crew() {}

    /** Does all, on so many threads, and throws the first failure once all have ended. */
    public static void doAll(int threads, List<? extends Callable<?>> tasks) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> ends = new ArrayList<>();
            tasks.forEach(task -> ends.add(pool.submit(task)));
            List<Throwable> failures = new ArrayList<>();
            for (Future<?> end : ends) {
                try {
                    end.get();
                } catch (ExecutionException e) {
                    failures.add(e.getCause());
                }
            }
            if (!failures.isEmpty()) {
                AssertionError failure = new AssertionError(failures.size() + " of " + ends.size() + " failed");
                failures.forEach(failure::addSuppressed);
                throw failure;
            }
        } finally {
            pool.shutdown();
        }
    }
}
