package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OnDemandThreadTests {

    private static final long JOIN_MILLIS = 30_000;

    private final SynchronousQueue<Thread> workers = new SynchronousQueue<>();

    private static boolean hasThread(String database) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("litestream-test-" + database));
    }

    private void work() {
        try {
            workers.put(Thread.currentThread());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void threadEndsWithItsWorkAndAnotherOneFollows() throws Exception {
        OnDemandThread thread = new OnDemandThread("test", "one", this::work);
        assertThat(hasThread("one")).isFalse();
        thread.wake();
        Thread first = workers.take();
        thread.join(JOIN_MILLIS);
        assertThat(first.isAlive()).isFalse();
        thread.wake();
        assertThat(workers.take()).isNotSameAs(first);
        thread.join(JOIN_MILLIS);
        Awaitility.await().until(() -> !hasThread("one"));
    }

    @Test
    void whoWaitsForItsEndIsToldWhetherItHasEnded() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        OnDemandThread thread = new OnDemandThread("test", "late", () -> await(end));
        assertThat(thread.join(JOIN_MILLIS)).isTrue();
        thread.wake();
        assertThat(thread.join(1)).isFalse();
        end.countDown();
        assertThat(thread.join(JOIN_MILLIS)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void wakeDuringTheWorkHasItDoneOnceMore() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        OnDemandThread thread = new OnDemandThread("test", "more", () -> {
            begun.countDown();
            work();
        });
        thread.wake();
        begun.await();
        thread.wake();
        thread.wake();
        assertThat(workers.take()).isSameAs(workers.take());
        thread.join(JOIN_MILLIS);
        assertThat(workers.poll()).isNull();
    }

    @Test
    void nothingIsMissedAndNeverTwoWork() {
        Queue<Integer> todo = new ConcurrentLinkedQueue<>();
        AtomicInteger working = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        OnDemandThread thread = new OnDemandThread("test", "stress", () -> {
            assertThat(working.incrementAndGet()).isEqualTo(1);
            while (todo.poll() != null) {
                done.incrementAndGet();
            }
            working.decrementAndGet();
        });
        var callers = Executors.newFixedThreadPool(3);
        for (int caller = 0; caller < 3; caller++) {
            callers.execute(() -> {
                for (int i = 0; i < 20_000; i++) {
                    todo.add(i);
                    thread.wake();
                }
            });
        }
        callers.shutdown();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> done.get() == 60_000);
    }

    @Test
    void whereThereIsNoThreadToHaveTheNextWakeTriesAgain() throws Exception {
        AtomicInteger refusals = new AtomicInteger(2);
        OnDemandThread thread = new OnDemandThread("test", "refused", this::work, (role, database, work) -> {
            if (refusals.getAndDecrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return EngineThreads.start(role, database, work);
        });
        thread.wake();
        thread.wake();
        thread.join(JOIN_MILLIS);
        assertThat(hasThread("refused")).isFalse();
        thread.wake();
        assertThat(workers.take().getName()).isEqualTo("litestream-test-refused");
        thread.join(JOIN_MILLIS);
    }
}
