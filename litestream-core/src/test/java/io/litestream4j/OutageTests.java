package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.testing.Fault;
import io.litestream4j.testing.FaultSchedule;
import io.litestream4j.testing.FaultyDisk;
import io.litestream4j.testing.FaultyReplicaClient;
import io.litestream4j.testing.JumpingClock;
import io.litestream4j.testing.Ledger;
import io.litestream4j.testing.ReplicaDamage;
import io.litestream4j.testing.Seed;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A store that is down for long, and a local disk that takes nothing, while the application goes on (I1, I7, I11, I13). */
class OutageTests {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final int MEBIBYTE = 1 << 20;
    private static final int BOUND = 16 * MEBIBYTE;
    private static final List<String> THREADS = List.of(
            "litestream-capture-app.db",
            "litestream-upload-app.db",
            "litestream-snapshot-app.db",
            "litestream-monitor-all",
            "litestream-upkeep-all");
    private static final int HOURS = 8;
    private static final int COMMITS_PER_HOUR = 500;
    private static final int HEAP_SLACK = 8 * MEBIBYTE;

    @RegisterExtension
    private final Seed seed = Seed.ofRun();

    @TempDir
    private Path directory;

    private final JumpingClock clock = new JumpingClock();
    private final FaultSchedule storeFaults = FaultSchedule.none();
    private final FaultyDisk disk = new FaultyDisk(FaultSchedule.none());
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private EngineKit kit;
    private Connection connection;
    private LitestreamDatabase database;

    @BeforeEach
    void start() throws Exception {
        kit = new EngineKit(
                directory,
                new Surroundings(
                        clock,
                        (path, access) -> disk.directory(path),
                        options -> new FaultyReplicaClient(ReplicaClients.create(options), storeFaults)));
        connection = TestDatabase.create(kit.database().path(), 4096).open();
        TestDatabase.execute(connection, "PRAGMA synchronous=OFF", "CREATE TABLE blob(id INTEGER PRIMARY KEY, x)");
        Ledger.create(connection);
        database = kit.open(settings -> settings.shutdownSyncTimeout(SHORT).upkeep(LocalCopies.options(BOUND)));
        database.addListener(event -> {
            if (event instanceof DatabaseEvent.Failed failed) {
                failures.add(failed.error().message());
            }
        });
        database.start();
        database.sync(EngineKit.PATIENCE);
    }

    @AfterEach
    void replicaHoldsTheDatabase() throws Exception {
        storeFaults.heal();
        disk.heal();
        database.sync(EngineKit.PATIENCE);
        Ledger.State source = Ledger.verified(connection);
        connection.close();
        kit.close();
        assertThat(kit.restoredLedger(new RestoreTarget.Latest())).isEqualTo(source);
        assertThat(kit.damaged()).isEmpty();
        assertThat(ReplicaDamage.in(kit.options().build().replica())).isEmpty();
    }

    /** Writes four rows over each other: what is captured between two checkpoints is less than what was written. */
    private void write(int mebibytes) throws Exception {
        Ledger ledger = new Ledger(connection, seed.random());
        for (int i = 0; i < mebibytes; i++) {
            TestDatabase.execute(
                    connection, "INSERT OR REPLACE INTO blob VALUES (" + i % 4 + ", randomblob(" + MEBIBYTE + "))");
            ledger.commit();
            database.committed();
        }
    }

    private long staged() throws IOException {
        try (Stream<Path> files = Files.list(kit.meta().resolve("ltx/0"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static List<String> engineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("litestream-"))
                .sorted()
                .toList();
    }

    /** Has so much staged that no more is. */
    private void fillStaging() throws Exception {
        storeFaults.breakNow(Fault.REFUSED);
        for (int i = 0; i < 100 && staged() < BOUND; i++) {
            write(2);
            try {
                database.sync(SHORT);
            } catch (LitestreamException e) {
                assertThat(e).hasMessageContaining("app.db");
            }
        }
        await().until(() -> failures.stream().anyMatch(message -> message.contains("local.max-size")));
    }

    @Test
    void i11StagingIsBoundedWhileTheStoreIsDownAndChangesCollectInTheWal() throws Exception {
        List<String> threads = engineThreads();
        fillStaging();
        await().until(() -> database.status().state() == DatabaseState.STALLED);
        long staged = staged();
        long waiting = database.status().lag().bytes();
        write(24);
        assertThatExceptionOfType(LitestreamException.class)
                .isThrownBy(() -> database.sync(SHORT))
                .withMessageContaining("in time");
        assertThat(staged()).isEqualTo(staged);
        await().until(() -> database.status().lag().bytes() > waiting + 20 * MEBIBYTE);
        assertThat(engineThreads()).isEqualTo(threads);
    }

    /** The clock goes on by hours, and so many commits come as in an hour of a quiet night. */
    @Test
    void i7OutageOfHoursTakesNoMoreThreadsAndHeapAndIsCaughtUpInOrder() throws Exception {
        storeFaults.breakNow(Fault.REFUSED);
        commit(COMMITS_PER_HOUR);
        await().until(() -> database.status().state() == DatabaseState.STALLED);
        long heap = usedHeap();
        for (int hour = 0; hour < HOURS; hour++) {
            clock.jump(Duration.ofHours(1));
            commit(COMMITS_PER_HOUR);
        }
        assertThat(usedHeap()).isLessThan(heap + HEAP_SLACK);
        assertThat(engineThreads()).doesNotHaveDuplicates().isSubsetOf(THREADS);
        assertThat(EngineKit.names(kit.meta().resolve("ltx/0"))).hasSizeLessThan(COMMITS_PER_HOUR / 10);
        assertThat(database.status().lag().age(clock.instant())).isGreaterThan(Duration.ofHours(HOURS));
        storeFaults.heal();
        database.sync(EngineKit.PATIENCE);
        assertThat(kit.gaps()).isEmpty();
        assertThat(kit.fullFiles()).hasSize(1);
    }

    private void commit(int count) throws Exception {
        Ledger ledger = new Ledger(connection, seed.random());
        for (int i = 0; i < count; i++) {
            ledger.commit();
            database.committed();
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void i7StagingThatIsFullCatchesUpInOrderWhenTheStoreIsBack() throws Exception {
        fillStaging();
        write(24);
        storeFaults.heal();
        await().atMost(EngineKit.PATIENCE)
                .until(() -> database.status().state() == DatabaseState.REPLICATING
                        && database.status().lag().transactions() == 0);
        assertThat(kit.gaps()).isEmpty();
        assertThat(kit.fullFiles()).hasSize(1);
    }

    @Test
    void i1StagingThatIsFullAtTheEndOfTheProcessLosesNothing() throws Exception {
        fillStaging();
        write(4);
        kit.stopEngine();
        storeFaults.heal();
        database = kit.start(settings -> settings.upkeep(LocalCopies.options(BOUND)));
        database.sync(EngineKit.PATIENCE);
        assertThat(kit.gaps()).isEmpty();
    }

    @Test
    void i7FullDiskStallsCapturesAndRecoversAtOnceWhenSpaceIsBack() throws Exception {
        TxId before = database.sync(EngineKit.PATIENCE);
        disk.fillUpAfter(100);
        write(2);
        await().until(() -> database.status().state() == DatabaseState.STALLED);
        assertThat(failures).anyMatch(message -> message.contains("No space left"));
        disk.heal();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> database.status().state() == DatabaseState.REPLICATING
                        && database.status().replica().txId().isAfter(before));
    }

    @Test
    void i7ReadOnlyDiskStallsCapturesAndTheApplicationGoesOn() throws Exception {
        disk.makeReadOnly();
        write(2);
        await().until(() -> database.status().state() == DatabaseState.STALLED);
        write(2);
        disk.heal();
        await().atMost(Duration.ofSeconds(5)).until(() -> database.status().state() == DatabaseState.REPLICATING);
    }

    @Test
    void i1StagingThatSomebodyDeletesIsMadeUpFor() throws Exception {
        List<TxId> synced = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            write(1);
            synced.add(database.sync(EngineKit.PATIENCE));
            EngineKit.delete(kit.meta());
        }
        assertThat(synced).isSorted().doesNotHaveDuplicates();
        kit.stopEngine();
        database = kit.start();
        write(1);
    }

    @Test
    void i1StagingThatSomebodyDamagesIsMadeUpFor() throws Exception {
        write(1);
        database.sync(EngineKit.PATIENCE);
        kit.stopEngine();
        try (Stream<Path> files = Files.list(kit.meta().resolve("ltx/0"))) {
            for (Path file : files.toList()) {
                // A new file: the replica may share the old one.
                Files.delete(file);
                Files.write(file, new byte[200]);
            }
        }
        database = kit.start();
        write(1);
    }
}
