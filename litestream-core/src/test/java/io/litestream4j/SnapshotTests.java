package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots go to the store while they are made, and hold up nothing (I4, I7, I11). */
class SnapshotTests {

    private static final String CHANGE = "UPDATE t SET x = randomblob(3000)";

    /** Nothing but the tests writes snapshots. */
    static final UpkeepOptions NEVER = new UpkeepOptions(
            List.of(Duration.ofDays(3650)),
            Duration.ofDays(3650),
            null,
            Duration.ofDays(3650),
            Duration.ZERO,
            false,
            0,
            0,
            0,
            0);

    @TempDir
    private Path directory;

    private final GatedStore.Gate gate = GatedStore.Gate.inSnapshots();
    private EngineKit kit;
    private Connection connection;
    private Litestream litestream;

    @BeforeEach
    void openDatabase() throws Exception {
        kit = new EngineKit(directory);
        connection = TestDatabase.create(kit.database().path(), 4096).open();
        TestDatabase.execute(
                connection,
                "CREATE TABLE t(n INTEGER PRIMARY KEY, x)",
                "WITH RECURSIVE c(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM c WHERE n < 800)"
                        + " INSERT INTO t SELECT n, randomblob(3000) FROM c");
        Surroundings real = Surroundings.real(InstantSource.system());
        litestream = new Litestream(new Surroundings(
                real.clock(), real.disk(), options -> new GatedStore(ReplicaClients.create(options), gate)));
    }

    @AfterEach
    void closeDatabase() throws Exception {
        litestream.close();
        kit.close();
        connection.close();
        assertThat(kit.damaged()).isEmpty();
        assertThat(namesBelow(kit.meta().resolve("ltx").resolve("9"))).isEmpty();
        assertThat(namesBelow(kit.level(9))).noneMatch(name -> name.endsWith(".tmp"));
    }

    private static List<String> namesBelow(Path place) throws IOException {
        if (!Files.exists(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private LitestreamDatabase start(UnaryOperator<DatabaseOptions.Builder> settings) {
        LitestreamDatabase database =
                litestream.open(settings.apply(kit.options().upkeep(NEVER)).build());
        database.start();
        database.sync(EngineKit.PATIENCE);
        return database;
    }

    private CompletableFuture<TxId> snapshot(LitestreamDatabase database) {
        return CompletableFuture.supplyAsync(() -> database.snapshot(EngineKit.PATIENCE));
    }

    private static TxId get(CompletableFuture<TxId> snapshot) throws Exception {
        return snapshot.get(EngineKit.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Checkpoints as another program might, and returns whether somebody was in the way. */
    private boolean isCheckpointBusy(String mode) throws Exception {
        try (Connection other = kit.database().open();
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA busy_timeout=0");
            try (ResultSet answer = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
                return answer.getInt(1) != 0;
            }
        }
    }

    private void change(LitestreamDatabase database) throws Exception {
        TestDatabase.execute(connection, CHANGE);
        database.committed();
        database.sync(EngineKit.PATIENCE);
    }

    /** Restores from the snapshot alone. */
    private String restoredFromSnapshot(TxId txId) throws Exception {
        EngineKit.delete(kit.level(0));
        return kit.restored(new RestoreTarget.AtTxId(txId));
    }

    @Test
    void commitsAreUploadedWhileTheStoreIsSlowToTakeASnapshot() throws Exception {
        LitestreamDatabase database = start(UnaryOperator.identity());
        CompletableFuture<TxId> snapshot = snapshot(database);
        gate.awaitFile();
        change(database);
        change(database);
        assertThat(snapshot).isNotDone();
        assertThat(kit.restored()).isEqualTo(kit.content());
        gate.pass();
        assertThat(database.status().replica().txId().isAfter(get(snapshot))).isTrue();
        assertThat(Objects.requireNonNull(database.status().lastSnapshot()).txId())
                .isEqualTo(get(snapshot));
    }

    private static List<String> threads(LitestreamDatabase database) {
        String end = "-" + database.options().name();
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("litestream-") && name.endsWith(end))
                .toList();
    }

    @Test
    void snapshotThreadStaysForWhoeverWaitsForASnapshotAndNoLonger() throws Exception {
        LitestreamDatabase database =
                start(settings -> settings.minCheckpointPageCount(1 << 20).truncatePageN(1 << 20));
        String thread = "litestream-snapshot-" + database.options().name();
        assertThat(threads(database)).doesNotContain(thread);
        CompletableFuture<TxId> snapshot = snapshot(database);
        gate.awaitFile();
        Awaitility.await().atMost(EngineKit.PATIENCE).until(() -> threads(database)
                .equals(List.of(thread)));
        gate.fail();
        gate.awaitFile();
        change(database);
        CompletableFuture<TxId> next = snapshot(database);
        Awaitility.await().atMost(EngineKit.PATIENCE).until(() -> threads(database)
                .equals(List.of(thread)));
        gate.pass();
        gate.pass();
        assertThat(get(next).isAfter(get(snapshot))).isTrue();
        Awaitility.await().atMost(EngineKit.PATIENCE).until(() -> threads(database)
                .isEmpty());
    }

    @Test
    void snapshotIsTheDatabaseAtItsTxIdWhateverIsWrittenAndCheckpointed() throws Exception {
        LitestreamDatabase database =
                start(settings -> settings.minCheckpointPageCount(1 << 20).truncatePageN(1 << 20));
        TestDatabase.execute(connection, CHANGE);
        String before = kit.content();
        CompletableFuture<TxId> snapshot = snapshot(database);
        gate.awaitFile();
        for (String mode : List.of("PASSIVE", "TRUNCATE")) {
            change(database);
            isCheckpointBusy(mode);
        }
        gate.pass();
        assertThat(restoredFromSnapshot(get(snapshot))).isEqualTo(before);
    }

    @Test
    void snapshotThatNeedsNoFrameIsNotChangedByANewRunOfTheWal() throws Exception {
        LitestreamDatabase database = start(UnaryOperator.identity());
        // Everything is in the database file then: the read transaction begins at mark zero.
        database.stop();
        database.start();
        String before = kit.content();
        CompletableFuture<TxId> snapshot = snapshot(database);
        gate.awaitFile();
        change(database);
        isCheckpointBusy("PASSIVE");
        change(database);
        isCheckpointBusy("TRUNCATE");
        gate.pass();
        assertThat(restoredFromSnapshot(get(snapshot))).isEqualTo(before);
    }

    @Test
    void failedSnapshotGoesToALocalFileWhichKeepsNothingFromBeingCheckpointed() throws Exception {
        LitestreamDatabase database = start(settings -> settings.minCheckpointPageCount(100));
        List<Boolean> completed = new CopyOnWriteArrayList<>();
        String before = kit.content();
        CompletableFuture<TxId> snapshot = snapshot(database);
        gate.awaitFile();
        gate.fail();
        gate.awaitFile();
        assertThat(namesBelow(kit.meta().resolve("ltx").resolve("9"))).hasSize(1);
        database.addListener(event -> {
            if (event instanceof DatabaseEvent.Checkpointed checkpoint) {
                completed.add(checkpoint.completed());
            }
        });
        change(database);
        Awaitility.await().atMost(EngineKit.PATIENCE).until(() -> completed.contains(true));
        assertThat(snapshot).isNotDone();
        gate.pass();
        assertThat(restoredFromSnapshot(get(snapshot))).isEqualTo(before);
    }

    @Test
    void longWalEndsTheReadTransaction() throws Exception {
        LitestreamDatabase database = start(settings -> settings.truncatePageN(2_000));
        String before = kit.content();
        CompletableFuture<TxId> snapshot = snapshot(database);
        gate.awaitFile();
        while (Files.size(kit.database().wal()) < 2_001 * 4_120L) {
            change(database);
        }
        gate.pass();
        gate.awaitFile();
        assertThat(namesBelow(kit.meta().resolve("ltx").resolve("9"))).hasSize(1);
        gate.pass();
        assertThat(restoredFromSnapshot(get(snapshot))).isEqualTo(before);
    }

    @Test
    void closeInTheMiddleLeavesNothingBehindAndCheckpointsEverything() throws Exception {
        LitestreamDatabase database = start(settings -> settings.shutdownSyncTimeout(Duration.ofSeconds(20)));
        change(database);
        CompletableFuture<TxId> snapshot = snapshot(database);
        gate.awaitFile();
        change(database);
        assertThat(database.stop().complete()).isTrue();
        assertThat(isCheckpointBusy("PASSIVE")).isFalse();
        gate.pass();
        litestream.close();
        assertThat(snapshot).failsWithin(EngineKit.PATIENCE);
        assertThat(namesBelow(kit.level(9))).isEmpty();
        assertThat(kit.restored()).isEqualTo(kit.content());
    }

    @Test
    void snapshotsGoOnAfterAStop() throws Exception {
        LitestreamDatabase database = start(UnaryOperator.identity());
        database.stop();
        database.start();
        gate.pass();
        String before = kit.content();
        assertThat(restoredFromSnapshot(database.snapshot(EngineKit.PATIENCE))).isEqualTo(before);
    }
}
