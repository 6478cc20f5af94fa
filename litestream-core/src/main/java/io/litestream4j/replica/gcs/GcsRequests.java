package io.litestream4j.replica.gcs;

import com.google.cloud.ReadChannel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Makes requests on threads of their own, because the client library's sockets do not notice an interrupt: whoever waits
 * does.
 *
 * @param executor runs the requests
 * @param errors names what went wrong
 */
record GcsRequests(Executor executor, GcsErrors errors) {

    /**
     * Makes a request and waits for its end.
     *
     * @throws RequestFailedException with what the client library has thrown
     * @throws InterruptedIOException soon after this thread is interrupted; the request may go on until its time-out
     */
    <T> T send(GcsOperation operation, String object, Callable<T> request) throws IOException, RequestFailedException {
        return await(operation, object, begin(request));
    }

    /** Makes several requests at the same time, as {@link #send} makes one; when one fails the others are given up. */
    <T> void sendAll(GcsOperation operation, String object, List<Callable<T>> all)
            throws IOException, RequestFailedException {
        List<FutureTask<T>> tasks = all.stream().map(this::begin).toList();
        try {
            for (FutureTask<T> task : tasks) {
                await(operation, object, task);
            }
        } finally {
            tasks.forEach(task -> task.cancel(true));
        }
    }

    private <T> FutureTask<T> begin(Callable<T> request) {
        FutureTask<T> task = new FutureTask<>(request);
        executor.execute(task);
        return task;
    }

    private <T> T await(GcsOperation operation, String object, FutureTask<T> task)
            throws IOException, RequestFailedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new RequestFailedException(e.getCause(), errors.of(operation, object, e.getCause()));
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(
                    "interrupted while waiting for " + errors.url() + " to " + operation.verb() + " " + object);
        }
    }

    /** Closes a channel without waiting for it: it lets nobody in while a request, perhaps one given up, is under way. */
    void release(ReadChannel channel) {
        executor.execute(new FutureTask<>(channel::close, null));
    }
}
