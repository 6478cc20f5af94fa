package io.litestream4j;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.testing.FaultyDisk;
import io.litestream4j.testing.FaultyReplicaClient;
import io.litestream4j.testing.JumpingClock;
import io.litestream4j.testing.Ledger;
import io.litestream4j.testing.MemoryReplicaClient;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A short life of a database, the same each time: it is replicated, stopped, replicated again, and, a day later by the clock,
 * once more, so that its files are merged and deleted. What goes wrong meanwhile is up to the disk and the store.
 */
final class StepScenario {

    private static final Duration DAY = Duration.ofHours(25);
    private static final int MAX_STARTS = 20;
    private static final int SYNCS_BEFORE_MERGE = 6;

    /** Levels of a test's length: what has failed is tried again after the shortest. */
    private static final UpkeepOptions UPKEEP = new UpkeepOptions(
            List.of(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400)),
            Duration.ofHours(24),
            null,
            Duration.ofHours(24),
            Duration.ofMinutes(5),
            true,
            0,
            0,
            0,
            1 << 20);

    private final Path directory;
    private final FaultyDisk disk;
    private final MemoryReplicaClient store;
    private final FaultyReplicaClient client;
    private final Duration patience;
    private final JumpingClock clock = new JumpingClock();
    private final TestDatabase source;
    private int givenUp;
    private final Map<TxId, Ledger.State> truth = new TreeMap<>();

    /**
     * Creates a scenario.
     *
     * @param client leads to the store
     * @param patience how long to wait for a sync before the process is given up, and another one started on a good disk with
     *     a good store
     */
    StepScenario(
            Path directory, FaultyDisk disk, MemoryReplicaClient store, FaultyReplicaClient client, Duration patience) {
        this.directory = directory;
        this.disk = disk;
        this.store = store;
        this.client = client;
        this.patience = patience;
        this.source = new TestDatabase(directory.resolve("app.db"));
    }

    /** Goes through it; afterwards the replica holds what the database does. */
    void run() throws Exception {
        Files.createDirectories(directory);
        TestDatabase.create(source.path(), 1024);
        try (Connection connection = source.open()) {
            TestDatabase.execute(connection, "PRAGMA synchronous=OFF");
            Ledger.create(connection);
            Ledger ledger = new Ledger(connection, new Random(1));
            live(ledger, 4);
            live(ledger, 2);
            clock.jump(DAY);
            live(ledger, 2);
        }
    }

    private void live(Ledger ledger, int syncs) throws Exception {
        try (Life life = new Life()) {
            for (int i = 0; i < syncs; i++) {
                ledger.commit();
                Ledger.State state = ledger.commit();
                truth.put(life.sync(), state);
            }
            life.awaitMerge();
        }
    }

    /** One process after the other, until one has got through. */
    private final class Life implements AutoCloseable {

        private Litestream litestream = newLitestream();
        private LitestreamDatabase database = start();

        private Litestream newLitestream() {
            return new Litestream(new Surroundings(clock, (path, access) -> disk.directory(path), options -> client));
        }

        /** A process that cannot start is started again, as by an orchestrator. */
        private LitestreamDatabase start() {
            for (int starts = 1; ; starts++) {
                try {
                    LitestreamDatabase opened = litestream.open(options());
                    opened.start();
                    return opened;
                } catch (LitestreamException e) {
                    giveUp();
                    if (starts == MAX_STARTS) {
                        throw e;
                    }
                }
            }
        }

        private void giveUp() {
            litestream.close();
            disk.heal();
            client.heal();
            litestream = newLitestream();
        }

        TxId sync() {
            try {
                return database.sync(patience);
            } catch (LitestreamException e) {
                givenUp++;
                giveUp();
                database = start();
                return database.sync(EngineKit.PATIENCE);
            }
        }

        void awaitMerge() {
            if (truth.size() <= SYNCS_BEFORE_MERGE) {
                return;
            }
            try {
                Awaitility.await("merge").atMost(patience).until(this::isMerged);
            } catch (ConditionTimeoutException e) {
                givenUp++;
                giveUp();
                database = start();
                Awaitility.await("merge").atMost(EngineKit.PATIENCE).until(this::isMerged);
            }
        }

        private boolean isMerged() {
            return store.files().stream()
                    .anyMatch(file -> file.level() > 0
                            && file.level() < ReplicaFile.SNAPSHOT_LEVEL
                            && file.name().max().value() > SYNCS_BEFORE_MERGE);
        }

        @Override
        public void close() {
            litestream.close();
        }
    }

    private DatabaseOptions options() {
        return DatabaseOptions.builder(source.path(), url())
                .shutdownSyncTimeout(patience)
                .upkeep(UPKEEP)
                .build();
    }

    private static ReplicaUrl url() {
        return ReplicaUrl.parse("memory://replica");
    }

    /** Returns how many processes had started and did not get on by themselves. */
    int givenUp() {
        return givenUp;
    }

    /** Returns how many differences there are between the restored states and the source's. */
    long differences() throws SQLException {
        long differences = restored(new RestoreTarget.Latest()).equals(sourceState()) ? 0 : 1;
        for (Map.Entry<TxId, Ledger.State> point : truth.entrySet()) {
            RestoreTarget target = new RestoreTarget.AtTxId(point.getKey());
            if (isKept(target) && !restored(target).equals(point.getValue())) {
                differences++;
            }
        }
        return differences;
    }

    private Ledger.State sourceState() throws SQLException {
        try (Connection connection = source.open()) {
            return Ledger.verified(connection);
        }
    }

    private boolean isKept(RestoreTarget target) {
        try (Litestream litestream = reader()) {
            litestream.open(options()).plan(target);
            return true;
        } catch (LitestreamException e) {
            return false;
        }
    }

    private Ledger.State restored(RestoreTarget target) throws SQLException {
        Path copy = directory.resolve("copy-" + System.nanoTime() + ".db");
        try (Litestream litestream = reader()) {
            litestream.open(options()).restoreTo(copy, target);
        }
        try (Connection connection = new TestDatabase(copy).open()) {
            return Ledger.verified(connection);
        }
    }

    private Litestream reader() {
        return new Litestream(new Surroundings(
                InstantSource.system(), Surroundings.real(clock).disk(), options -> store));
    }
}
