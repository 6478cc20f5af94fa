package io.litestream4j.replica.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes several requests at the same time, but no more than so many; the calling thread makes its share.
 *
 * @param executor runs the shares of the others
 * @param limit most requests at the same time, 1 or more
 */
record ParallelRequests(Executor executor, int limit) {

    /** A request, which may be made by any thread. */
    interface Request<T> {

        T send() throws IOException;
    }

    /**
     * Makes requests and returns their results in the same order. When one fails no further one is begun, and those under
     * way are interrupted.
     */
    <T> List<T> send(List<Request<T>> requests) throws IOException {
        Share<T> share = new Share<>(requests, new AtomicInteger());
        List<FutureTask<List<Result<T>>>> others = new ArrayList<>();
        try {
            for (int i = 1; i < Math.min(limit, requests.size()); i++) {
                FutureTask<List<Result<T>>> other = new FutureTask<>(share);
                if (!isBegun(other)) {
                    break;
                }
                others.add(other);
            }
            List<Result<T>> results = share.call();
            for (FutureTask<List<Result<T>>> other : others) {
                results.addAll(await(other));
            }
            return inOrder(results);
        } finally {
            others.forEach(other -> other.cancel(true));
        }
    }

    /** Where the system has no thread to give, those that are there make all requests. */
    private boolean isBegun(Runnable other) {
        try {
            executor.execute(other);
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }

    private static <T> T await(FutureTask<T> other) throws IOException {
        try {
            return other.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the store");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static <T> List<T> inOrder(List<Result<T>> results) {
        return results.stream()
                .sorted((one, other) -> Integer.compare(one.index(), other.index()))
                .map(Result::value)
                .toList();
    }

    private record Result<T>(int index, T value) {}

    /** Takes requests until none is left. */
    private record Share<T>(List<Request<T>> requests, AtomicInteger next) implements Callable<List<Result<T>>> {

        @Override
        public List<Result<T>> call() throws IOException {
            List<Result<T>> results = new ArrayList<>();
            boolean done = false;
            try {
                for (int i = next.getAndIncrement(); i < requests.size(); i = next.getAndIncrement()) {
                    results.add(new Result<>(i, requests.get(i).send()));
                }
                done = true;
                return results;
            } finally {
                if (!done) {
                    next.set(requests.size());
                }
            }
        }
    }
}
