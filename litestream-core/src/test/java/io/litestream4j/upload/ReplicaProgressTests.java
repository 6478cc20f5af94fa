package io.litestream4j.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.ltx.TxId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReplicaProgressTests {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final ReplicaProgress progress = new ReplicaProgress();

    @Test
    void nothingIsReachedAtFirst() throws Exception {
        assertThat(progress.reached()).isEqualTo(TxId.NONE);
        assertThat(progress.await(new TxId(1), Duration.ofMillis(1))).isFalse();
    }

    @Test
    void whatIsReachedIsNotWaitedFor() throws Exception {
        progress.reached(new TxId(7));
        assertThat(progress.await(new TxId(7), Duration.ZERO)).isTrue();
        assertThat(progress.await(new TxId(8), Duration.ZERO)).isFalse();
    }

    @Test
    void progressNeverGoesBack() {
        progress.reached(new TxId(7));
        progress.reached(new TxId(3));
        assertThat(progress.reached()).isEqualTo(new TxId(7));
    }

    @Test
    void waitEndsWhenItIsReached() throws Exception {
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(this::awaitTwo);
        progress.reached(new TxId(1));
        progress.reached(new TxId(2));
        assertThat(waiting.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void interruptedWaitEnds() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> progress.await(new TxId(1), LONG));
    }

    private boolean awaitTwo() {
        try {
            return progress.await(new TxId(2), LONG);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
