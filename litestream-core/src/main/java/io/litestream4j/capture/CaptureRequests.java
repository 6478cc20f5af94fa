package io.litestream4j.capture;

import io.litestream4j.ltx.TxId;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What other threads want done with the attached database. Any thread adds; the capture thread answers. */
final class CaptureRequests {

    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();

    /** Something to do, which answers with a TXID. */
    @FunctionalInterface
    interface Action {
        TxId apply(AttachedDatabase database) throws IOException;
    }

    /** What becomes of a request that fails. */
    enum OnFailure {
        /** It is tried again after the database is attached again: whoever asks waits for as long as it likes. */
        RETRY,
        /** It is answered with the failure, so that captures do not wait for something that may never succeed. */
        GIVE_UP
    }

    private record Request(Action action, OnFailure onFailure, CompletableFuture<TxId> answer) {}

    CompletableFuture<TxId> add(Action action, OnFailure onFailure) {
        CompletableFuture<TxId> answer = new CompletableFuture<>();
        requests.add(new Request(action, onFailure, answer));
        return answer;
    }

    boolean isEmpty() {
        return requests.isEmpty();
    }

    /**
     * Answers all, in their order.
     *
     * @param database null if there is no database, of which nothing has to be captured
     * @throws IOException if one fails; those behind it are left
     */
    void answer(@Nullable AttachedDatabase database) throws IOException {
        for (Request next = requests.peek(); next != null; next = requests.peek()) {
            // Whoever asked may have given up; the others must not wait for it.
            if (!next.answer().isDone()) {
                answer(next, database);
            }
            requests.remove();
        }
    }

    private static void answer(Request request, @Nullable AttachedDatabase database) throws IOException {
        try {
            TxId answer = database == null ? TxId.NONE : request.action().apply(database);
            request.answer().complete(answer);
        } catch (IOException e) {
            if (request.onFailure() == OnFailure.GIVE_UP) {
                request.answer().completeExceptionally(e);
            }
            throw e;
        }
    }

    /** Answers all with a failure. */
    void fail(IOException failure) {
        for (Request next = requests.poll(); next != null; next = requests.poll()) {
            next.answer().completeExceptionally(failure);
        }
    }

    /** Answers all with nothing: the capture thread ends. */
    void cancel() {
        for (Request next = requests.poll(); next != null; next = requests.poll()) {
            next.answer().cancel(false);
        }
    }
}
