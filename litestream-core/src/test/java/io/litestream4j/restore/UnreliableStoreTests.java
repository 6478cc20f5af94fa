package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileMissingException;
import io.litestream4j.restore.RestoreException.Reason;
import io.litestream4j.restore.fetch.Pause;
import io.litestream4j.restore.fetch.Retries;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores over connections that break, and while files go away. */
class UnreliableStoreTests {

    @TempDir
    private Path directory;

    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private Instant now = Restores.NOW;
    private ReplicaFixture fixture;
    private Path database;

    @BeforeEach
    void copyFixture() throws IOException {
        fixture = ReplicaFixture.copy("corrupt/control", directory);
        database = directory.resolve("app/app.db");
    }

    @Test
    void streamsThatBreakAreResumedWhereTheyEnded() throws IOException {
        FlakyReplicaClient client = new FlakyReplicaClient(fixture.client(), 0, 400);
        run(client);
        assertRestored();
        assertThat(client.requests).contains("open 0000000000000001-0000000000000002.ltx at 800");
    }

    @Test
    void eachLevelIsListedOnceAndEachFileOpenedOnce() throws IOException {
        FlakyReplicaClient client = new FlakyReplicaClient(fixture.client(), 0, Integer.MAX_VALUE);
        run(client);
        assertThat(client.requests).hasSize(10 + 4);
    }

    @Test
    void failedRequestsAreTriedAgainWithGrowingPauses() throws IOException {
        run(new FlakyReplicaClient(fixture.client(), 3, Integer.MAX_VALUE));
        assertRestored();
        assertThat(pauses).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofMillis(1_000));
    }

    @Test
    void i6StoreThatStaysAwayFailsAndLeavesNothing() {
        assertThatIOException()
                .isThrownBy(() -> run(new FlakyReplicaClient(fixture.client(), 4, Integer.MAX_VALUE)))
                .withMessage("connection refused");
        assertThat(database.getParent()).doesNotExist();
    }

    @Test
    void streamThatNeverGivesAByteFailsAndLeavesNothing() {
        assertThatIOException()
                .isThrownBy(() -> run(new FlakyReplicaClient(fixture.client(), 0, 0)))
                .withMessage("connection reset");
        assertThat(database.getParent()).isEmptyDirectory();
    }

    @Test
    void fileThatIsShorterThanItsListingIsTruncated() throws IOException {
        assertThatExceptionOfType(CorruptDataException.class)
                .isThrownBy(() -> run(new LongerListing(fixture.client())))
                .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.TRUNCATED));
        assertThat(pauses).hasSizeGreaterThanOrEqualTo(Retries.MAX);
    }

    @Test
    void fileThatVanishedLeadsToANewPlan() throws IOException {
        FlakyReplicaClient client = new Vanishing(fixture.client(), 1);
        run(client);
        assertRestored();
        assertThat(client.requests.stream().filter(request -> request.startsWith("list")))
                .hasSize(2 * 10);
    }

    @Test
    void fileThatKeepsVanishingEndsTheRestore() {
        assertThatExceptionOfType(ReplicaFileMissingException.class)
                .isThrownBy(() -> run(new Vanishing(fixture.client(), Integer.MAX_VALUE)));
        assertThat(database).doesNotExist();
    }

    @Test
    void restoreEndsAtItsDeadline() throws IOException {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
        RestoreSettings settings = new RestoreSettings(IntegrityCheckMode.QUICK, 3, Duration.ofMinutes(1));
        try (FlakyReplicaClient slow = new FlakyReplicaClient(fixture.client(), 0, 400)) {
            ReplicaRestore restore = new ReplicaRestore(
                    slow,
                    () -> now,
                    nanos::get,
                    duration -> nanos.addAndGet(TimeUnit.MINUTES.toNanos(2)),
                    Executors::newFixedThreadPool,
                    (bytes, total) -> {});
            assertThatExceptionOfType(RestoreException.class)
                    .isThrownBy(() -> restore.restoreTo(database, new RestoreTarget.Latest(), settings))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT));
        }
        assertThat(database.getParent()).isEmptyDirectory();
    }

    @Test
    void deadlineThatEndsTheTriesSaysWhyTheyWereNeeded() throws IOException {
        AtomicLong nanos = new AtomicLong();
        RestoreSettings settings = new RestoreSettings(IntegrityCheckMode.QUICK, 3, Duration.ofSeconds(5));
        try (FlakyReplicaClient away = new FlakyReplicaClient(fixture.client(), 4, Integer.MAX_VALUE)) {
            ReplicaRestore restore = new ReplicaRestore(
                    away,
                    () -> now,
                    nanos::get,
                    duration -> nanos.addAndGet(TimeUnit.SECONDS.toNanos(3)),
                    Executors::newFixedThreadPool,
                    (bytes, total) -> {});
            assertThatExceptionOfType(RestoreException.class)
                    .isThrownBy(() -> restore.plan(new RestoreTarget.Latest(), settings))
                    .withMessageStartingWith("not done within PT5S; the last try failed: connection refused; ")
                    .withMessageContainingAll("restore.timeout", "restore.side-file.timeout")
                    .havingCause()
                    .withMessage("connection refused");
        }
    }

    @Test
    void clockThatIsSetForwardEndsNoRestore() throws IOException {
        run(new FlakyReplicaClient(fixture.client(), 1, 400), duration -> now = now.plus(Duration.ofDays(1)));
        assertRestored();
    }

    @Test
    void interruptedRestoreEndsAndKeepsTheFlag() {
        FlakyReplicaClient client = new FlakyReplicaClient(fixture.client(), 1, 400);
        assertThatExceptionOfType(InterruptedIOException.class)
                .isThrownBy(() -> run(client, duration -> {
                    throw new InterruptedException();
                }));
        assertThat(Thread.interrupted()).isTrue();
    }

    private void run(ReplicaClient client) throws IOException {
        run(client, pauses::add);
    }

    private void run(ReplicaClient client, Pause pause) throws IOException {
        try (client) {
            Restores.run(client, () -> now, pause, Restores.request(database, new RestoreTarget.Latest()));
        }
    }

    private void assertRestored() throws IOException {
        assertThat(Sha256.of(database)).isEqualTo(fixture.sha256("latest"));
    }

    /** Says that each file has one byte more than it has. */
    private static final class LongerListing extends FlakyReplicaClient {

        LongerListing(ReplicaClient delegate) {
            super(delegate, 0, Integer.MAX_VALUE);
        }

        @Override
        public List<ReplicaFile> list(int level, TxId from) throws IOException {
            return super.list(level, from).stream()
                    .map(file -> new ReplicaFile(level, file.name(), file.size() + 1, file.created()))
                    .toList();
        }
    }

    /** Says that the newest file is gone when it is opened, the first few times. */
    private static final class Vanishing extends FlakyReplicaClient {

        private final AtomicInteger times;

        Vanishing(ReplicaClient delegate, int times) {
            super(delegate, 0, Integer.MAX_VALUE);
            this.times = new AtomicInteger(times);
        }

        @Override
        public InputStream open(ReplicaFile file, long offset, long length) throws IOException {
            InputStream in = super.open(file, offset, length);
            if (times.getAndDecrement() > 0) {
                in.close();
                throw new ReplicaFileMissingException(file.display() + " is gone");
            }
            return in;
        }
    }
}
