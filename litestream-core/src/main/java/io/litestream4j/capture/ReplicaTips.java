package io.litestream4j.capture;

import io.litestream4j.ltx.TxId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the upload thread has found out about the end of the replica's history, until the capture thread takes it. */
final class ReplicaTips {

    private final AtomicReference<@Nullable Tip> newest = new AtomicReference<>();

    /** Adds one, and returns where the answer will be; one that was not taken has none. */
    CompletableFuture<Void> add(TxId txId, boolean own) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        newest.set(new Tip(txId, own, answer));
        return answer;
    }

    /** Takes the newest away; null if there is none. */
    @Nullable
    Tip take() {
        return newest.getAndSet(null);
    }

    /** Cancels the one that was not taken. */
    void cancel() {
        Tip unanswered = take();
        if (unanswered != null) {
            unanswered.answer().cancel(false);
        }
    }
}
