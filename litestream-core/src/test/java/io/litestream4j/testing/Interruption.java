package io.litestream4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Interrupts a thread that waits. */
public final class Interruption {

    private static final Set<Thread.State> WAITING =
            EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.BLOCKED);

    private Interruption() {}

    /** Something that waits for ever. */
    @FunctionalInterface
    public interface Wait {
        /** Waits. */
        void run() throws Exception;
    }

    /**
     * Runs something in a thread of its own, interrupts it while it waits, and returns what it has thrown then; null if
     * nothing. Fails if the thread's interrupt status is not set at its end.
     */
    public static @Nullable Throwable of(Wait wait) throws InterruptedException {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> status = new AtomicReference<>(false);
        Thread thread = new Thread(() -> {
            try {
                wait.run();
            } catch (Throwable e) {
                thrown.set(e);
            }
            status.set(Thread.currentThread().isInterrupted());
        });
        thread.start();
        // A client may wait for a moment for other things first: only who waits for long waits for the server.
        await().during(Duration.ofMillis(300)).until(() -> WAITING.contains(thread.getState()));
        thread.interrupt();
        await().until(() -> !thread.isAlive());
        assertThat(status.get()).isTrue();
        return thrown.get();
    }
}
