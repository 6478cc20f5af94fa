package io.litestream4j.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writers are held for a moment at most (I7). */
@Timeout(30)
class WriterGateTests {

    private final WriterGate gate = new WriterGate();

    @Test
    void openGateHoldsNobody() {
        gate.pass();
        gate.close();
        gate.open();
        gate.pass();
    }

    @Test
    void closedGateHoldsWritersUntilItOpens() throws Exception {
        gate.close();
        CompletableFuture<Void> afterCommit = CompletableFuture.runAsync(gate::pass);
        CompletableFuture<Void> beforeWrite = CompletableFuture.runAsync(gate::awaitOpen);
        assertThat(afterCommit).isNotDone();
        assertThat(beforeWrite).isNotDone();
        gate.open();
        afterCommit.get(10, TimeUnit.SECONDS);
        beforeWrite.get(10, TimeUnit.SECONDS);
    }

    @Test
    void gateThatNobodyOpensLetsWritersGo() {
        gate.close();
        long begin = System.nanoTime();
        gate.pass();
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(200), Duration.ofSeconds(10));
    }

    @Test
    void interruptedWriterGoesOnAndStaysInterrupted() {
        gate.close();
        Thread.currentThread().interrupt();
        gate.pass();
        assertThat(Thread.interrupted()).isTrue();
    }
}
