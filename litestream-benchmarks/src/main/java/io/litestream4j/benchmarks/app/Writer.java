package io.litestream4j.benchmarks.app;

import io.litestream4j.benchmarks.app.CommitLog.Commit;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** One thread that inserts rows and keeps what each transaction cost. Not thread-safe. */
final class Writer {

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE IF NOT EXISTS event(id INTEGER PRIMARY KEY, account INTEGER NOT NULL,"
                    + " created INTEGER NOT NULL, payload TEXT NOT NULL)",
            "CREATE INDEX IF NOT EXISTS event_account ON event(account)");
    private static final String INSERT = "INSERT INTO event(account, created, payload) VALUES (?, ?, ?)";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz      0123456789";
    private static final int PAYLOADS = 256;
    private static final int PAYLOAD_SIZE = 200;
    private static final int ACCOUNTS = 10_000;
    private static final int SQLITE_BUSY = 5;
    private static final double NANOS_PER_SECOND = 1e9;

    private final DataSource source;
    private final int rows;
    private final Random random = new Random(42);
    private final List<String> payloads;
    private final WalIndex index;
    private final Durations transactions = new Durations();
    private final Durations commits = new Durations();
    private final CommitLog log = new CommitLog();
    private int committed;
    private int busy;

    Writer(DataSource source, Path database, int rows) throws SQLException, IOException {
        this.source = source;
        this.rows = rows;
        this.payloads = IntStream.range(0, PAYLOADS).mapToObj(i -> payload()).toList();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : SCHEMA) {
                statement.execute(sql);
            }
            this.index = new WalIndex(database);
        }
    }

    /**
     * Writes for a while.
     *
     * @param seconds how long
     * @param rate mean transactions a second, with random gaps so that they drift past everybody's timers; 0 for no pauses
     * @param measured whether these transactions count
     */
    void write(int seconds, int rate, boolean measured) throws SQLException {
        long next = System.nanoTime();
        long end = next + (long) (seconds * NANOS_PER_SECOND);
        while (System.nanoTime() < end) {
            if (rate > 0) {
                parkUntil(next);
                next += (long) (NANOS_PER_SECOND / rate * (0.5 + random.nextDouble()));
            }
            transact(measured, rate > 0);
        }
    }

    /** Does nothing until {@link System#nanoTime()} has reached a value. */
    static void parkUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void transact(boolean measured, boolean logged) throws SQLException {
        long begin = System.nanoTime();
        long beforeCommit;
        Commit commit;
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, begin);
            beforeCommit = System.nanoTime();
            connection.commit();
            commit = new Commit(System.nanoTime(), index.salts(), index.frames());
        } catch (SQLException e) {
            if ((e.getErrorCode() & 0xff) != SQLITE_BUSY) {
                throw e;
            }
            busy++;
            return;
        }
        committed++;
        if (measured) {
            // The whole of it: replication may make the caller wait when the connection goes back, too.
            transactions.add(System.nanoTime() - begin);
            commits.add(commit.nanos() - beforeCommit);
        }
        if (measured && logged) {
            log.add(commit);
        }
    }

    private void insert(Connection connection, long now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int i = 0; i < rows; i++) {
                insert.setInt(1, random.nextInt(ACCOUNTS));
                insert.setLong(2, now);
                insert.setString(3, payloads.get(random.nextInt(PAYLOADS)));
                insert.executeUpdate();
            }
        }
    }

    private String payload() {
        StringBuilder text = new StringBuilder(PAYLOAD_SIZE);
        for (int n = 0; n < PAYLOAD_SIZE; n++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    CommitLog log() {
        return log;
    }

    void describe(Properties result) {
        result.setProperty("transactions", Integer.toString(transactions.size()));
        result.setProperty("committed", Integer.toString(committed));
        result.setProperty("busy", Integer.toString(busy));
        transactions.describe("transaction", result);
        commits.describe("commit", result);
    }
}
