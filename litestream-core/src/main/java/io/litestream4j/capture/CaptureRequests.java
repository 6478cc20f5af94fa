package io.litestream4j.capture;

import java.io.IOException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What other threads want done with the attached database. Any thread adds; the capture thread answers. */
final class CaptureRequests {

    private final Queue<Request<?>> requests = new ConcurrentLinkedQueue<>();

    /** Something to do, with an answer. */
    @FunctionalInterface
    interface Action<T> {
        T apply(AttachedDatabase database) throws IOException;
    }

    /** What becomes of a request that fails. */
    enum OnFailure {
        /** It is tried again after the database is attached again: whoever asks waits for as long as it likes. */
        RETRY,
        /** It is answered with the failure, so that captures do not wait for something that may never succeed. */
        GIVE_UP
    }

    private record Request<T>(Action<T> action, T withoutDatabase, OnFailure onFailure, CompletableFuture<T> answer) {

        /** Returns false if there is no room for what is asked for. */
        boolean answer(@Nullable AttachedDatabase database) throws IOException {
            try {
                answer.complete(database == null ? withoutDatabase : action.apply(database));
                return true;
            } catch (StagingFullException e) {
                return false;
            } catch (IOException e) {
                if (onFailure == OnFailure.GIVE_UP) {
                    answer.completeExceptionally(e);
                }
                throw e;
            }
        }
    }

    /**
     * Adds something to do.
     *
     * @param withoutDatabase the answer if there is no database
     */
    <T> CompletableFuture<T> add(Action<T> action, T withoutDatabase, OnFailure onFailure) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        requests.add(new Request<>(action, withoutDatabase, onFailure, answer));
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
        // Those that have to wait go behind the others, and are looked at again next time.
        for (int left = requests.size(); left > 0; left--) {
            Request<?> next = Objects.requireNonNull(requests.peek());
            // Whoever asked may have given up; the others must not wait for it.
            boolean answered = next.answer().isDone() || next.answer(database);
            requests.remove();
            if (!answered) {
                requests.add(next);
            }
        }
    }

    /** Answers all with a failure. */
    void fail(IOException failure) {
        for (Request<?> next = requests.poll(); next != null; next = requests.poll()) {
            next.answer().completeExceptionally(failure);
        }
    }

    /** Answers all with nothing: the capture thread ends. */
    void cancel() {
        for (Request<?> next = requests.poll(); next != null; next = requests.poll()) {
            next.answer().cancel(false);
        }
    }
}
