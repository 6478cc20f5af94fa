package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.Mark;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of replication. */
class ShutdownTests {

    private static final Duration SNAPSHOT_PATIENCE = Duration.ofSeconds(3);

    @TempDir
    private Path directory;

    private EngineKit kit;

    @BeforeEach
    void createDatabase() throws Exception {
        kit = new EngineKit(directory);
        TestDatabase.create(kit.database().path(), 4096);
        kit.execute("CREATE TABLE t(x)");
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private LitestreamDatabase startWithTimeout(Duration timeout) {
        return kit.start(settings -> settings.shutdownSyncTimeout(timeout));
    }

    private static List<String> engineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("litestream-"))
                .toList();
    }

    @Test
    void stopUploadsWhatIsLeftAndSaysSo() throws Exception {
        LitestreamDatabase database = startWithTimeout(EngineKit.PATIENCE);
        kit.execute("INSERT INTO t VALUES (1)");
        ShutdownResult result = database.stop();
        assertThat(result.complete()).isTrue();
        assertThat(result.replica()).isEqualTo(result.local());
        assertThat(database.status().state()).isEqualTo(DatabaseState.STOPPED);
        assertThat(kit.restored()).isEqualTo(kit.content());
    }

    @Test
    void i14StopAfterTheWalWasCutNeedsNoFullFile() throws Exception {
        try (Connection connection = kit.database().open()) {
            LitestreamDatabase database =
                    kit.start(settings -> settings.minCheckpointPageCount(20).truncatePageN(20));
            TestDatabase.execute(connection, "INSERT INTO t VALUES (randomblob(400000))");
            Path wal = Path.of(kit.database().path() + "-wal");
            Awaitility.await().until(() -> Files.size(wal) == 0);
            List<DatabaseEvent> events = new CopyOnWriteArrayList<>();
            database.addListener(events::add);
            TxId last = database.sync(EngineKit.PATIENCE);
            ShutdownResult result = database.stop();
            assertThat(result.complete()).isTrue();
            assertThat(result.local()).isEqualTo(last);
            assertThat(events)
                    .doesNotHaveAnyElementsOfTypes(DatabaseEvent.Failed.class, DatabaseEvent.FullFileNeeded.class);
            assertThat(kit.restored()).isEqualTo(kit.content());
        }
    }

    @Test
    void stopWithoutAReplicaIsIncompleteInTimeAndSaysWhatIsMissing() throws Exception {
        LitestreamDatabase database = startWithTimeout(Duration.ofMillis(500));
        database.sync(EngineKit.PATIENCE);
        EngineKit.delete(kit.replica());
        Files.writeString(kit.replica(), "in the way");
        kit.execute("INSERT INTO t VALUES (1)");
        long begin = System.nanoTime();
        ShutdownResult result = database.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
        assertThat(result.complete()).isFalse();
        assertThat(result.local().isAfter(result.replica())).isTrue();
        assertThat(database.stop()).isEqualTo(result);
    }

    @Test
    void theEndIsAnEventWithTheTxIds() throws Exception {
        LitestreamDatabase database = startWithTimeout(EngineKit.PATIENCE);
        List<DatabaseEvent.Ended> ends = new ArrayList<>();
        database.addListener(event -> {
            if (event instanceof DatabaseEvent.Ended end) {
                ends.add(end);
            }
        });
        kit.execute("INSERT INTO t VALUES (1)");
        ShutdownResult result = database.stop();
        assertThat(ends).containsExactly(new DatabaseEvent.Ended("app.db", true, result.local(), result.replica()));
    }

    @Test
    void severalDatabasesEndWithinOneTimeOut() throws Exception {
        Duration timeout = Duration.ofSeconds(2);
        Files.writeString(kit.replica(), "in the way");
        Litestream litestream = new Litestream();
        for (int i = 0; i < 5; i++) {
            TestDatabase database = new TestDatabase(directory.resolve(i + ".db"));
            TestDatabase.create(database.path(), 4096);
            litestream
                    .open(DatabaseOptions.builder(
                                    database.path(), kit.options().build().replicaUrl())
                            .shutdownSyncTimeout(timeout)
                            .build())
                    .start();
        }
        long begin = System.nanoTime();
        litestream.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(timeout.multipliedBy(4));
    }

    @Test
    void stopDuringASnapshotUploadsWhatIsLeft() throws Exception {
        LitestreamDatabase database = startWithTimeout(EngineKit.PATIENCE);
        database.sync(EngineKit.PATIENCE);
        kit.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                + " INSERT INTO t SELECT randomblob(2000) FROM n");
        CountDownLatch began = new CountDownLatch(1);
        database.addListener(event -> {
            if (event instanceof DatabaseEvent.Requested) {
                began.countDown();
            }
        });
        // Nobody answers it once the engine has stopped: whoever asks waits in vain.
        CompletableFuture<TxId> snapshot = CompletableFuture.supplyAsync(() -> database.snapshot(SNAPSHOT_PATIENCE));
        assertThat(began.await(30, TimeUnit.SECONDS)).isTrue();
        kit.execute("INSERT INTO t VALUES ('after')");
        assertThat(database.stop().complete()).isTrue();
        snapshot.handle((txId, failure) -> 0).get(30, TimeUnit.SECONDS);
        assertThat(kit.restored()).isEqualTo(kit.content());
    }

    @Test
    void stopWithAReplicaThatWasNeverThereIsIncomplete() throws Exception {
        Files.writeString(kit.replica(), "in the way");
        assertThat(startWithTimeout(Duration.ofMillis(200)).stop().complete()).isFalse();
    }

    @Test
    void closeAfterTheApplicationLeavesTheWalInPlace() throws Exception {
        LitestreamDatabase database = startWithTimeout(EngineKit.PATIENCE);
        try (Connection connection = kit.database().open()) {
            TestDatabase.execute(connection, "INSERT INTO t VALUES (1)");
            database.sync(EngineKit.PATIENCE);
        }
        database.close();
        assertThat(kit.database().wal()).isNotEmptyFile();
    }

    @Test
    void whatIsWrittenBetweenStopAndCloseArrives() throws Exception {
        LitestreamDatabase database = startWithTimeout(EngineKit.PATIENCE);
        database.stop();
        kit.execute("INSERT INTO t VALUES (1)");
        String content = kit.content();
        database.close();
        assertThat(kit.restored()).isEqualTo(content);
    }

    @Test
    void noThreadIsLeftAfterClose() throws Exception {
        LitestreamDatabase database = startWithTimeout(EngineKit.PATIENCE);
        database.sync(EngineKit.PATIENCE);
        assertThat(engineThreads()).hasSize(4);
        kit.close();
        Awaitility.await().untilAsserted(() -> assertThat(engineThreads()).isEmpty());
    }

    @Test
    void noThreadIsLeftWhenTheReplicaWasNeverThere() throws Exception {
        Files.writeString(kit.replica(), "in the way");
        LitestreamDatabase database = startWithTimeout(Duration.ofMillis(100));
        Awaitility.await().until(() -> database.status().lastError() != null);
        kit.close();
        Awaitility.await().untilAsserted(() -> assertThat(engineThreads()).isEmpty());
    }

    /** Returns the answer of a request that waits for the replica now. */
    private static <T> Future<T> waiting(Callable<T> request) {
        FutureTask<T> task = new FutureTask<>(request);
        Thread thread = new Thread(task);
        thread.start();
        Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return task;
    }

    private static void assertClosedMeanwhile(Future<?> answer) {
        assertThat(answer)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("was closed meanwhile");
    }

    @Test
    void closeTellsWhoeverWaitsForTheReplicaAtOnce() throws Exception {
        GatedStore.Gate gate = GatedStore.Gate.beforeLevelZero();
        Surroundings real = Surroundings.real(InstantSource.system());
        try (Litestream litestream = new Litestream(new Surroundings(
                real.clock(), real.disk(), options -> new GatedStore(ReplicaClients.create(options), gate)))) {
            LitestreamDatabase database = litestream.open(
                    kit.options().shutdownSyncTimeout(Duration.ofMillis(100)).build());
            database.start();
            gate.awaitFile();
            Future<TxId> sync = waiting(() -> database.sync(EngineKit.PATIENCE));
            Future<Mark> mark = waiting(() -> database.mark("m", "me", EngineKit.PATIENCE));
            // More than once: the next try may come before the end.
            database.addListener(event -> {
                if (event instanceof DatabaseEvent.Ended) {
                    IntStream.range(0, 3).forEach(tries -> gate.fail());
                }
            });
            database.close();
            assertClosedMeanwhile(sync);
            assertClosedMeanwhile(mark);
        }
    }

    @Test
    void closeTellsWhoeverWaitsForAReplicaThatWasNeverThere() throws Exception {
        Files.writeString(kit.replica(), "in the way");
        LitestreamDatabase database = startWithTimeout(Duration.ofMillis(100));
        Future<TxId> sync = waiting(() -> database.sync(EngineKit.PATIENCE));
        database.close();
        assertClosedMeanwhile(sync);
    }
}
