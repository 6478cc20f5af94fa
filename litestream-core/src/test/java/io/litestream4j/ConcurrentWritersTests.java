package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writers that never pause while snapshots, checkpoints and captures go on. Each transaction moves an amount from one
 * account to another, so that every consistent state has the same sum (I4, I7).
 */
class ConcurrentWritersTests {

    private static final int ACCOUNTS = 2000;
    private static final int SNAPSHOTS = 12;
    private static final String STATE = "SELECT sum(balance) || ' in ' || count(*) || ', '"
            + " || (SELECT group_concat(integrity_check) FROM pragma_integrity_check) FROM account";
    private static final String SOUND = ACCOUNTS * 1000 + " in " + ACCOUNTS + ", ok";

    private final long seed = new Random().nextLong();
    private final AtomicBoolean ended = new AtomicBoolean();

    @TempDir
    private Path directory;

    @Test
    void everySnapshotAndEveryTxIdIsAConsistentState() throws Exception {
        try (EngineKit kit = new EngineKit(directory)) {
            createAccounts(kit);
            LitestreamDatabase database =
                    kit.start(settings -> settings.minCheckpointPageCount(40).truncatePageN(2000));
            List<CompletableFuture<Void>> writers = startWriters(kit, database);
            for (int i = 0; i < SNAPSHOTS; i++) {
                database.snapshot(EngineKit.PATIENCE);
            }
            ended.set(true);
            for (CompletableFuture<Void> writer : writers) {
                writer.get(30, TimeUnit.SECONDS);
            }
            database.sync(EngineKit.PATIENCE);
            assertThat(kit.fullFiles()).as("seed %d", seed).hasSize(1);
            assertThat(kit.restored()).as("seed %d", seed).isEqualTo(kit.content());
            database.close();
            assertStatesAreSound(kit);
        }
    }

    /** A writer that is faster than captures has committed again after each of them. */
    @Test
    void captureOfEverythingDoesNotFollowAWriterWithoutEnd() throws Exception {
        try (EngineKit kit = new EngineKit(directory)) {
            createAccounts(kit);
            LitestreamDatabase database = kit.open(UnaryOperator.identity());
            database.addListener(event -> {
                if (event instanceof DatabaseEvent.Captured && !ended.get()) {
                    commit(kit);
                }
            });
            database.start();
            database.sync(EngineKit.PATIENCE);
            database.snapshot(EngineKit.PATIENCE);
            ended.set(true);
            database.sync(EngineKit.PATIENCE);
            assertThat(kit.restored()).isEqualTo(kit.content());
        }
    }

    private static void commit(EngineKit kit) {
        try {
            kit.execute("UPDATE account SET balance = balance + 1 WHERE id = 1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void createAccounts(EngineKit kit) throws SQLException {
        TestDatabase.create(kit.database().path(), 1024);
        kit.execute(
                "CREATE TABLE account(id INTEGER PRIMARY KEY, balance INTEGER, note TEXT)",
                "INSERT INTO account WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < "
                        + ACCOUNTS + ") SELECT i, 1000, hex(randomblob(100)) FROM n");
    }

    private List<CompletableFuture<Void>> startWriters(EngineKit kit, LitestreamDatabase database) {
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Random random = new Random(seed + i);
            writers.add(CompletableFuture.runAsync(() -> write(kit, database, random)));
        }
        return writers;
    }

    private void write(EngineKit kit, LitestreamDatabase database, Random random) {
        try (Connection connection = kit.database().open()) {
            while (!ended.get()) {
                int from = 1 + random.nextInt(ACCOUNTS);
                int to = 1 + random.nextInt(ACCOUNTS);
                TestDatabase.execute(
                        connection,
                        "BEGIN IMMEDIATE",
                        "UPDATE account SET balance = balance - 7 WHERE id = " + from,
                        "UPDATE account SET balance = balance + 7 WHERE id = " + to,
                        "COMMIT");
                database.committed();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertStatesAreSound(EngineKit kit) throws Exception {
        List<LtxFileName> captures = EngineKit.names(kit.level(0));
        Random random = new Random(seed);
        for (int i = 0; i < SNAPSHOTS; i++) {
            assertSound(kit, captures.get(random.nextInt(captures.size())));
        }
        EngineKit.delete(kit.level(0));
        for (LtxFileName snapshot : EngineKit.names(kit.level(9))) {
            assertSound(kit, snapshot);
        }
    }

    private void assertSound(EngineKit kit, LtxFileName file) throws Exception {
        assertThat(kit.restoredValue(new RestoreTarget.AtTxId(file.max()), STATE))
                .as("seed %d, %s", seed, file)
                .isEqualTo(SOUND);
    }
}
