package io.litestream4j.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutboxTests {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Outbox outbox = new Outbox();

    private static Outbox.Item item(int level, long txId) {
        LtxFileName name = LtxFileName.of(new TxId(txId));
        StagedFile file = new StagedFile(name, 100 * txId, Instant.ofEpochSecond(txId), Path.of(name.toString()));
        return new Outbox.Item(level, file, Instant.ofEpochSecond(txId), false);
    }

    private static Outbox.Item capture(long txId) {
        return item(Outbox.CAPTURE_LEVEL, txId);
    }

    @Test
    void firstInIsNextUntilItIsRemoved() {
        outbox.add(capture(1));
        outbox.add(capture(2));
        assertThat(outbox.next(Duration.ZERO)).contains(capture(1));
        assertThat(outbox.next(Duration.ZERO)).contains(capture(1));
        outbox.remove(capture(1));
        assertThat(outbox.next(Duration.ZERO)).contains(capture(2));
    }

    @Test
    void nextOfNothingIsEmptyAfterTheWait() {
        assertThat(outbox.next(Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void nextWaitsForAFile() throws Exception {
        CompletableFuture<Boolean> found =
                CompletableFuture.supplyAsync(() -> outbox.next(LONG).isPresent());
        outbox.add(capture(1));
        assertThat(found.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void newFilesDoNotEndAPauseButTheEndDoes() throws Exception {
        CompletableFuture<Void> paused = CompletableFuture.runAsync(() -> outbox.pause(LONG));
        outbox.add(capture(1));
        assertThat(paused).isNotDone();
        outbox.end();
        paused.get(10, TimeUnit.SECONDS);
        outbox.pause(LONG);
    }

    @Test
    void contentIsCountedFromTheOldest() {
        assertThat(outbox.content()).isEqualTo(new Outbox.Content(0, 0, 0, null));
        outbox.add(capture(1));
        outbox.add(capture(2));
        assertThat(outbox.content()).isEqualTo(new Outbox.Content(2, 300, 0, Instant.ofEpochSecond(1)));
        outbox.remove(capture(1));
        assertThat(outbox.content()).isEqualTo(new Outbox.Content(1, 200, 0, Instant.ofEpochSecond(2)));
    }

    @Test
    void fullFilesAreCountedByThemselves() {
        Outbox.Item capture = capture(2);
        Outbox.Item full = new Outbox.Item(capture.level(), capture.file(), capture.since(), true);
        outbox.add(capture(1));
        outbox.add(full);
        assertThat(outbox.content()).isEqualTo(new Outbox.Content(2, 300, 200, Instant.ofEpochSecond(1)));
        outbox.remove(full);
        assertThat(outbox.content()).isEqualTo(new Outbox.Content(1, 100, 0, Instant.ofEpochSecond(1)));
    }

    @Test
    void clearGivesUpEverything() {
        outbox.add(capture(1));
        assertThat(outbox.clear()).containsExactly(capture(1));
        assertThat(outbox.isEmpty()).isTrue();
        assertThat(outbox.content().bytes()).isZero();
    }

    @Test
    void removingWhatWasClearedChangesNothing() {
        outbox.add(capture(1));
        outbox.clear();
        outbox.remove(capture(1));
        assertThat(outbox.content().bytes()).isZero();
    }
}
