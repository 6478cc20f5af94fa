package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.restore.RestorePolicy;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.testing.Crew;
import io.litestream4j.testing.FaultyProxy;
import io.litestream4j.testing.Figures;
import io.litestream4j.testing.Ledger;
import io.litestream4j.testing.LedgerHistory;
import io.litestream4j.testing.LedgerLoad;
import io.litestream4j.testing.LedgerProcess;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Four writers in two processes, of which the other one checkpoints and vacuums, readers that stay, and a store behind a bad
 * network; and what came of it.
 */
final class SoakRun implements AutoCloseable {

    private static final int RESTORES_AT_A_TIME = 4;
    private static final Duration LONGEST_FAULT = Duration.ofSeconds(2);
    private static final Duration LONGEST_READ = Duration.ofSeconds(4);

    private final Path directory;
    private final ReplicaOptions replica;
    private final FaultyProxy proxy;
    private final Random random;
    private final int commitsPerSecond;
    private final TestDatabase source;
    private final Litestream litestream = new Litestream();
    private final LitestreamDatabase database;
    private final LedgerHistory history = new LedgerHistory();
    private final Map<TxId, Long> recorded = new TreeMap<>();
    private final List<String> fullFiles = new CopyOnWriteArrayList<>();
    private final List<Long> heap = new CopyOnWriteArrayList<>();
    private long commits;

    SoakRun(Path directory, ReplicaOptions replica, FaultyProxy proxy, Random random, int commitsPerSecond)
            throws SQLException {
        this.directory = directory;
        this.replica = replica;
        this.proxy = proxy;
        this.random = random;
        this.commitsPerSecond = commitsPerSecond;
        this.source = TestDatabase.create(directory.resolve("app.db"), 4096);
        try (Connection connection = source.open()) {
            Ledger.create(connection);
        }
        this.database =
                litestream.open(DatabaseOptions.builder(source.path(), replica).build());
        database.addListener(event -> {
            if (event instanceof DatabaseEvent.FullFileNeeded needed) {
                fullFiles.add(needed.reason());
            }
        });
        database.start();
    }

    /** Does all of it for a time, and leaves the replica up to date. */
    void run(Duration time) throws Exception {
        Path log = directory.resolve("other.log");
        Process other = LedgerProcess.start(source.path(), log, random.nextLong(), commitsPerSecond / 2);
        long end = System.nanoTime() + time.toNanos();
        try (LedgerLoad load = new LedgerLoad(source, 2, commitsPerSecond / 2, random, state -> {
            history.add(state);
            database.committed();
        })) {
            while (System.nanoTime() < end) {
                load.check();
                assertThat(other.isAlive()).isTrue();
                breakNetwork();
                readForLong();
                proxy.heal();
                record();
                heap.add(usedHeap());
            }
            other.outputWriter(StandardCharsets.UTF_8).append('\n').flush();
            Figures.show("%s", new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
            assertThat(other.waitFor()).isZero();
            load.close();
            Figures.show(
                    "this process: %d commits, p50 %.1f ms, p99.9 %.1f ms",
                    load.latencies().count(),
                    load.latencies().millis(0.5),
                    load.latencies().millis(0.999));
        }
        history.addAll(log);
        commits = history.last();
        record();
    }

    private void breakNetwork() throws IOException {
        switch (random.nextInt(8)) {
            case 0 -> proxy.cut();
            case 1 -> proxy.refuse();
            case 2 -> proxy.swallow();
            case 3 -> proxy.limit(100_000);
            case 4 -> proxy.delay(random.nextInt(20));
            case 5 -> proxy.resetRandomly(random, 50_000);
            default -> proxy.heal();
        }
    }

    /** Holds a read transaction, for as long as a fault lasts or longer, and sees the same at its end. */
    private void readForLong() throws Exception {
        Duration longest = random.nextInt(5) == 0 ? LONGEST_READ : LONGEST_FAULT;
        try (Connection connection = source.open()) {
            TestDatabase.execute(connection, "BEGIN");
            String before = commitsIn(connection);
            TimeUnit.MILLISECONDS.sleep(random.nextLong(longest.toMillis()));
            assertThat(commitsIn(connection)).isEqualTo(before);
            TestDatabase.execute(connection, "COMMIT");
        }
    }

    private static String commitsIn(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT commits || ' ' || hash FROM total")) {
            return row.next() ? row.getString(1) : "none";
        }
    }

    private void record() {
        long before = history.last();
        TxId txId = database.sync(Duration.ofMinutes(2));
        recorded.put(txId, before);
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    long commits() {
        return commits;
    }

    List<String> fullFiles() {
        return List.copyOf(fullFiles);
    }

    /** Returns the bytes in use after each fault. */
    List<Long> heap() {
        return List.copyOf(heap);
    }

    Ledger.State source() throws SQLException {
        try (Connection connection = source.open()) {
            return Ledger.verified(connection);
        }
    }

    Ledger.State restored(RestoreTarget target) throws Exception {
        Path place = Files.createTempDirectory(directory, "restored");
        Path copy = place.resolve("copy.db");
        try (Litestream other = new Litestream()) {
            RestoreOptions restore = new RestoreOptions(
                    RestorePolicy.IF_MISSING,
                    target,
                    true,
                    RestoreOptions.DEFAULTS.integrityCheck(),
                    Duration.ofMinutes(1));
            other.open(DatabaseOptions.builder(copy, replica).restore(restore).build())
                    .restoreOnStart();
        }
        try (Connection connection = new TestDatabase(copy).open()) {
            return Ledger.verified(connection);
        } finally {
            EngineKit.delete(place);
        }
    }

    /** Restores each recorded TXID that the store keeps, and returns how many; each has to be what the source was. */
    int restoreRecorded() throws Exception {
        // Else retention may delete, between the plan and the restore, what a point needs.
        database.stop();
        awaitEndOfDeletions();
        AtomicInteger kept = new AtomicInteger();
        List<Callable<?>> restores = new ArrayList<>();
        recorded.forEach((txId, commits) -> restores.add(() -> {
            RestoreTarget target = new RestoreTarget.AtTxId(txId);
            if (isKept(target)) {
                Ledger.State state = restored(target);
                assertThat(state.commits()).as("TXID %s", txId).isGreaterThanOrEqualTo(commits);
                assertThat(history.holds(state)).as("TXID %s", txId).isTrue();
                kept.incrementAndGet();
            }
            return txId;
        }));
        Crew.doAll(RESTORES_AT_A_TIME, restores);
        Figures.show("%d of %d recorded TXIDs are kept and restore", kept.get(), recorded.size());
        return kept.get();
    }

    /** A request to delete a thousand files that took the store too long was given up here, and goes on there. */
    private void awaitEndOfDeletions() throws IOException {
        AtomicReference<List<ReplicaFile>> last = new AtomicReference<>(List.of());
        try (ReplicaClient client = ReplicaClients.create(replica)) {
            await().atMost(Duration.ofMinutes(2)).during(Duration.ofSeconds(5)).until(() -> {
                List<ReplicaFile> files = client.list(ReplicaFile.CAPTURE_LEVEL, TxId.NONE);
                return files.equals(last.getAndSet(files));
            });
        }
    }

    private boolean isKept(RestoreTarget target) {
        try {
            database.plan(target);
            return true;
        } catch (LitestreamException e) {
            return false;
        }
    }

    long staged() throws IOException {
        try (var files = Files.walk(directory.resolve(".app.db-litestream"))) {
            return files.count();
        }
    }

    @Override
    public void close() {
        litestream.close();
    }
}
