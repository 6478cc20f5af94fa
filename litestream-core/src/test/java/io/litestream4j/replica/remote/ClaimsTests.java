package io.litestream4j.replica.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.replica.BytesSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** I9 where the server knows no conditions: a claim has one holder, and one who has lost it can do no harm. */
@Timeout(30)
class ClaimsTests {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final BytesSource SOURCE = new BytesSource(new byte[] {1, 2, 3});

    @TempDir
    private Path directory;

    private LocalFiles files;
    private Claims claims;

    @BeforeEach
    void create() {
        files = new LocalFiles(directory);
        claims = new Claims(files);
    }

    @Test
    void aClaimIsTakenAfterItsHolderHasReleasedIt() throws Exception {
        Claim first = take(LONG);
        CompletableFuture<Claim> second = CompletableFuture.supplyAsync(() -> takeUnchecked(LONG));
        assertThat(second).isNotDone();
        first.release();
        assertThat(second.get()).isNotNull();
    }

    @Test
    void waitingEndsWhenItIsPointless() throws IOException {
        take(LONG);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> claims.take("/a", LONG, () -> {
                    throw new IOException("pointless");
                }))
                .withMessage("pointless");
    }

    @Test
    void waitingEndsWhenInterrupted() throws IOException {
        take(LONG);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> take(LONG));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aClaimThatDoesNotChangeIsTakenAway() throws IOException {
        take(LONG);
        assertThat(take(SHORT)).isNotNull();
    }

    @Test
    void whatWasWrittenIsLostWithTheClaim() throws IOException {
        Claim lost = take(LONG);
        String written = lost.write(SOURCE, Instant.now());
        Claim taken = take(SHORT);
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> files.move(written, "/a"));
        files.move(taken.write(SOURCE, Instant.now()), "/a");
        assertThat(files.path("/a")).exists();
    }

    @Test
    void aHolderThatWasPausedDoesNotWriteIntoTheClaimOfAnother() throws Exception {
        Claim late = take(SHORT);
        take(SHORT);
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> late.write(SOURCE, Instant.now()));
        late.release();
        assertThat(files.path("/a" + Claims.SUFFIX)).isDirectory();
    }

    @Test
    void nothingIsLeftOfAClaim() throws IOException {
        Claim claim = take(LONG);
        claim.write(SOURCE, Instant.now());
        claim.release();
        try (var left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    private Claim take(Duration patience) throws IOException {
        return claims.take("/a", patience, () -> {});
    }

    private Claim takeUnchecked(Duration patience) {
        try {
            return take(patience);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
