package io.litestream4j.replica.gcs;

import java.io.IOException;
import java.io.InterruptedIOException;
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
        FutureTask<T> task = new FutureTask<>(request);
        executor.execute(task);
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
}
