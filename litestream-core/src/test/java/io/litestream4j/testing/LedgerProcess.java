package io.litestream4j.testing;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Another process that commits to a {@link Ledger}, checkpoints in every way, and vacuums, until its input ends. It knows
 * nothing of the engine.
 */
public final class LedgerProcess {

    private static final List<String> CHECKPOINTS = List.of("PASSIVE", "FULL", "RESTART", "TRUNCATE");
    private static final int VACUUM_ONE_IN = 15;

    private LedgerProcess() {}

    /** Starts it; it writes what it commits to a file, and ends when the process's input is closed. */
    public static Process start(Path database, Path log, long seed, int commitsPerSecond) throws IOException {
        return OtherProcess.start(
                LedgerProcess.class,
                List.of(database.toString(), log.toString(), String.valueOf(seed), String.valueOf(commitsPerSecond)));
    }

    /** The program: a database, a file for the history, a seed, and the number of commits each second. */
    public static void main(String[] arguments) throws Exception {
        TestDatabase database = new TestDatabase(Path.of(arguments[0]));
        Random random = new Random(Long.parseLong(arguments[2]));
        try (DataOutputStream log = LedgerHistory.open(Path.of(arguments[1]))) {
            LedgerLoad load = new LedgerLoad(
                    database, 2, Integer.parseInt(arguments[3]), random, state -> LedgerHistory.write(state, log));
            try (load) {
                while (System.in.available() == 0) {
                    load.check();
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(1500));
                    disturb(database, random);
                }
            }
            Figures.show(
                    "other process: %d commits, p50 %.1f ms, p99.9 %.1f ms",
                    load.latencies().count(),
                    load.latencies().millis(0.5),
                    load.latencies().millis(0.999));
        }
    }

    private static void disturb(TestDatabase database, Random random) throws SQLException {
        String sql = random.nextInt(VACUUM_ONE_IN) == 0
                ? "VACUUM"
                : "PRAGMA wal_checkpoint(" + CHECKPOINTS.get(random.nextInt(CHECKPOINTS.size())) + ")";
        try (Connection connection = database.open()) {
            TestDatabase.execute(connection, "PRAGMA busy_timeout=" + random.nextInt(100));
            TestDatabase.execute(connection, sql);
        } catch (SQLException e) {
            // A vacuum that does not get the lock in time.
            if (!String.valueOf(e.getMessage()).contains("BUSY")) {
                throw e;
            }
        }
    }
}
