package io.litestream4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.litestream4j.testing.PosixLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMutexTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void anotherThreadThatGivesUpLeavesTheLockToItsHolder() throws IOException {
        Path file = directory.resolve("mutex");
        try (FileMutex held = FileMutex.lock(file, PATIENCE)) {
            assertBusy(file);
            assertThat(PosixLocks.heldOn(file)).hasSize(1);
        }
        assertThat(PosixLocks.heldOn(file)).isEmpty();
    }

    @Test
    void anotherPathToTheSameFileIsTheSameLock() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        try (FileMutex held = FileMutex.lock(real.resolve("mutex"), PATIENCE)) {
            assertBusy(link.resolve("../link/mutex"));
            assertThat(PosixLocks.heldOn(real.resolve("mutex"))).hasSize(1);
        }
    }

    @Test
    void anInterruptEndsTheWait() throws IOException {
        Path file = directory.resolve("mutex");
        try (FileMutex held = FileMutex.lock(file, PATIENCE)) {
            Thread.currentThread().interrupt();
            assertThatIOException().isThrownBy(() -> FileMutex.lock(file, PATIENCE));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void threadsTakeTurns() {
        AtomicInteger inside = new AtomicInteger();
        CompletableFuture<?>[] threads = new CompletableFuture<?>[8];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = CompletableFuture.runAsync(() -> {
                for (int turn = 0; turn < 50; turn++) {
                    enter(inside);
                }
            });
        }
        assertThat(CompletableFuture.allOf(threads)).succeedsWithin(PATIENCE);
    }

    private void enter(AtomicInteger inside) {
        try (FileMutex held = FileMutex.lock(directory.resolve("mutex"), PATIENCE)) {
            assertThat(inside.incrementAndGet()).isOne();
            assertThat(PosixLocks.heldOn(directory.resolve("mutex"))).hasSize(1);
            inside.decrementAndGet();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertBusy(Path file) {
        assertThatIOException()
                .isThrownBy(() -> FileMutex.lock(file, Duration.ofMillis(10)))
                .withMessageContaining("somebody else holds it");
    }
}
