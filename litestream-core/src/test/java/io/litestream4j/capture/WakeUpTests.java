package io.litestream4j.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WakeUpTests {

    private static final long LONG = Duration.ofMinutes(1).toNanos();
    private static final long SHORT = Duration.ofMillis(5).toNanos();

    private final AtomicInteger starts = new AtomicInteger();
    private final WakeUp wakeUp = new WakeUp(starts::incrementAndGet);

    private long waited(int mask, long nanos) {
        long begin = System.nanoTime();
        wakeUp.await(mask, nanos);
        return System.nanoTime() - begin;
    }

    @Test
    void reasonGivenBeforeIsRemembered() {
        wakeUp.signal(WakeUp.COMMIT);
        assertThat(waited(WakeUp.COMMIT, LONG)).isLessThan(LONG);
    }

    @Test
    void reasonIsTakenOnce() {
        wakeUp.signal(WakeUp.COMMIT);
        wakeUp.await(WakeUp.COMMIT, LONG);
        assertThat(waited(WakeUp.COMMIT, SHORT)).isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    void otherReasonsStay() {
        wakeUp.signal(WakeUp.COMMIT);
        assertThat(waited(WakeUp.REQUEST, SHORT)).isGreaterThanOrEqualTo(SHORT);
        assertThat(waited(WakeUp.COMMIT | WakeUp.REQUEST, LONG)).isLessThan(LONG);
    }

    @Test
    void reasonThatNobodyHasTakenStartsTheThreadAgain() {
        wakeUp.signal(WakeUp.COMMIT);
        wakeUp.remind(false);
        assertThat(starts).hasValue(2);
        wakeUp.await(WakeUp.COMMIT, LONG);
        wakeUp.remind(false);
        assertThat(starts).hasValue(2);
    }

    @Test
    void waitingThreadIsWoken() throws Exception {
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> wakeUp.await(WakeUp.UPLOADED, LONG));
        wakeUp.signal(WakeUp.UPLOADED);
        waiting.get(30, TimeUnit.SECONDS);
    }
}
