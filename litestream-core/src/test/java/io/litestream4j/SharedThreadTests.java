package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SharedThreadTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SharedThread shared = new SharedThread("shared-test");
    private final Semaphore steps = new Semaphore(0);

    private static boolean exists() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("litestream-shared-test-all"));
    }

    private SharedThread.Task every(Duration pause) {
        return () -> {
            steps.release();
            return pause;
        };
    }

    @Test
    void existsWhileThereAreTasks() throws Exception {
        SharedThread.Task task = every(Duration.ofMillis(1));
        shared.add(task);
        steps.acquire(5);
        shared.remove(task, PATIENCE);
        Awaitility.await().until(() -> !exists());
        shared.add(task);
        steps.drainPermits();
        steps.acquire(2);
        shared.remove(task, PATIENCE);
    }

    @Test
    void whereThereIsNoThreadToHaveTheNextTaskHasOne() {
        AtomicBoolean refused = new AtomicBoolean();
        SharedThread scarce = new SharedThread("shared-test", (role, database, work) -> {
            if (!refused.getAndSet(true)) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return EngineThreads.start(role, database, work);
        });
        AtomicBoolean carriedOut = new AtomicBoolean();
        SharedThread.Task first = () -> {
            carriedOut.set(true);
            return Duration.ofHours(1);
        };
        SharedThread.Task second = every(Duration.ofHours(1));
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> scarce.add(first));
        scarce.add(second);
        Awaitility.await().until(() -> steps.tryAcquire());
        scarce.remove(second, PATIENCE);
        assertThat(carriedOut).isFalse();
        Awaitility.await().until(() -> !exists());
    }

    @Test
    void whateverATaskThrowsOthersGoOnAndItIsTriedAgain() {
        AtomicInteger tries = new AtomicInteger();
        SharedThread.Task other = every(Duration.ofMillis(1));
        SharedThread.Task failing = () -> {
            if (tries.incrementAndGet() == 1) {
                throw new OutOfMemoryError("Java heap space");
            }
            return Duration.ofHours(1);
        };
        shared.add(failing);
        Awaitility.await().until(() -> tries.get() > 0);
        shared.add(other);
        Awaitility.await().until(() -> steps.tryAcquire(2));
        Awaitility.await().until(() -> tries.get() == 2);
        shared.remove(failing, PATIENCE);
        shared.remove(other, PATIENCE);
        Awaitility.await().until(() -> !exists());
    }

    @Test
    void removedTaskIsNotCarriedOutAgain() {
        SharedThread.Task other = () -> Duration.ofHours(1);
        SharedThread.Task task = every(Duration.ZERO);
        shared.add(other);
        shared.add(task);
        steps.acquireUninterruptibly(3);
        shared.remove(task, PATIENCE);
        steps.drainPermits();
        assertThat(exists()).isTrue();
        assertThat(steps.availablePermits()).isZero();
        shared.remove(other, PATIENCE);
    }

    @Test
    void whoeverIsDueFirstIsFirst() {
        SharedThread.Task late = every(Duration.ofHours(1));
        SharedThread.Task often = every(Duration.ofMillis(1));
        shared.add(late);
        shared.add(often);
        steps.acquireUninterruptibly(10);
        shared.remove(late, PATIENCE);
        shared.remove(often, PATIENCE);
        Awaitility.await().until(() -> !exists());
    }

    @Test
    void looksAreTogetherAndNeverLate() {
        Duration second = Duration.ofSeconds(1);
        assertThat(MonitorTimes.pause(0, second)).isEqualTo(second);
        assertThat(MonitorTimes.pause(30_000_000, second)).isEqualTo(Duration.ofMillis(970));
        assertThat(MonitorTimes.pause(-30_000_000, second)).isEqualTo(Duration.ofMillis(930));
        assertThat(MonitorTimes.pause(30_000_000, Duration.ofMillis(50))).isEqualTo(Duration.ofMillis(50));
    }
}
