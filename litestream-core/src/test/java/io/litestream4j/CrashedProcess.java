package io.litestream4j;

import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.testing.Fault;
import io.litestream4j.testing.FaultSchedule;
import io.litestream4j.testing.FaultyReplicaClient;
import io.litestream4j.testing.Ledger;
import io.litestream4j.testing.TestDatabase;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An application that restores its database if it is gone, and writes for ever, while it checkpoints now and then, and while
 * the store fails now and then; prints the number of commits that are on the replica.
 */
final class CrashedProcess {

    /** Begins each line that says how many commits are on the replica. */
    static final String SYNCED = "synced ";

    private static final UpkeepOptions UPKEEP = new UpkeepOptions(
            List.of(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800)),
            Duration.ofSeconds(5),
            null,
            Duration.ofHours(24),
            Duration.ofSeconds(1),
            true,
            0,
            0,
            0,
            1 << 20);
    private static final int ONE_FAULT_IN = 40;
    private static final List<String> CHECKPOINTS = List.of("PASSIVE", "FULL", "RESTART", "TRUNCATE");

    private final Random random;
    private final FaultSchedule faults;
    private final EngineKit kit;
    private final AtomicLong commits = new AtomicLong();
    private final PrintStream output =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private CrashedProcess(Path directory, long seed) {
        this.random = new Random(seed);
        this.faults = FaultSchedule.randomly(new Random(seed), ONE_FAULT_IN);
        Surroundings real = Surroundings.real(InstantSource.system());
        this.kit = new EngineKit(
                directory,
                new Surroundings(
                        real.clock(),
                        real.disk(),
                        options -> new FaultyReplicaClient(ReplicaClients.create(options), faults)));
    }

    /** The program: the directory of an {@link EngineKit}, and a seed. */
    public static void main(String[] arguments) throws Exception {
        new CrashedProcess(Path.of(arguments[0]), Long.parseLong(arguments[1])).run();
    }

    private void run() throws Exception {
        LitestreamDatabase database = kit.open(settings ->
                settings.minCheckpointPageCount(30).truncatePageN(300).upkeep(UPKEEP));
        database.restoreOnStart();
        database.start();
        try (Connection connection = kit.database().open()) {
            TestDatabase.execute(connection, "PRAGMA journal_mode=WAL", "PRAGMA synchronous=OFF");
            Ledger.create(connection);
            Ledger ledger = new Ledger(connection, new Random(random.nextLong()));
            CompletableFuture.runAsync(() -> sync(database));
            CompletableFuture.runAsync(() -> breakStore(new Random(random.nextLong())));
            while (true) {
                commits.set(ledger.commit().commits());
                database.committed();
                if (random.nextInt(50) == 0) {
                    checkpoint();
                }
            }
        }
    }

    private void checkpoint() throws SQLException {
        String mode = CHECKPOINTS.get(random.nextInt(CHECKPOINTS.size()));
        try (Connection other = kit.database().open()) {
            TestDatabase.execute(other, "PRAGMA busy_timeout=20", "PRAGMA wal_checkpoint(" + mode + ")");
        }
    }

    private void sync(LitestreamDatabase database) {
        while (true) {
            long before = commits.get();
            try {
                database.sync(EngineKit.PATIENCE);
                output.println(SYNCED + before);
            } catch (LitestreamException e) {
                output.println(e.getMessage());
            }
        }
    }

    /** The store is gone, and comes back. */
    private void breakStore(Random dice) {
        while (true) {
            pause(dice.nextInt(1000));
            faults.breakNow(Fault.values()[dice.nextInt(Fault.values().length)]);
            pause(dice.nextInt(150));
            faults.heal();
        }
    }

    /** The times at which the store fails are part of what is random here. */
    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
