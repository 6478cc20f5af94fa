package io.litestream4j.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * An application that does all that applications do to a database: inserts, updates, deletes, large values, tables and
 * indexes that come and go, vacuum, roll-backs, from several connections, while another connection holds snapshots.
 *
 * <p>The same seed does the same. Whatever fails is thrown. One thread at a time.
 */
public final class RandomWorkload implements AutoCloseable {

    /** Where connections come from; they must wait for locks, and the database must exist and be in WAL mode. */
    @FunctionalInterface
    public interface ConnectionSource {

        /** Opens a connection, which the workload closes. */
        Connection open() throws SQLException;
    }

    private static final int WRITERS = 3;
    private static final int MAX_OPERATIONS = 12;

    // VACUUM copies everything: a database that only ever grows would make the workload slower and slower.
    private static final long MAX_CONTENT_SIZE = 4L << 20;

    private final ConnectionSource source;
    private final Random random;
    private final List<Connection> writers = new ArrayList<>();
    private final SnapshotReader reader;
    private final WorkloadTables tables;
    private long commits;

    /** Opens the connections and creates the first table. */
    public RandomWorkload(ConnectionSource source, long seed) throws SQLException {
        this.source = source;
        this.random = new Random(seed);
        this.tables = new WorkloadTables(random);
        for (int i = 0; i < WRITERS; i++) {
            writers.add(source.open());
        }
        tables.createFirst(writers.get(0));
        commits++;
        this.reader = new SnapshotReader(source.open(), WorkloadTables.FIRST);
    }

    /** Returns the number of transactions committed so far that changed something, {@code VACUUM} included. */
    public long commits() {
        return commits;
    }

    /** Performs transactions, of which about one in ten is rolled back, and leaves none open. */
    public void run(int transactions) throws SQLException {
        for (int i = 0; i < transactions; i++) {
            if (random.nextInt(5) == 0) {
                reader.toggle();
            }
            transaction(random.nextInt(WRITERS));
        }
        reader.end();
    }

    private void transaction(int writer) throws SQLException {
        Connection connection = writers.get(writer);
        int dice = random.nextInt(100);
        if (dice < 2) {
            vacuum(connection);
        } else if (dice < 6) {
            incrementalVacuum(connection, 1 + random.nextInt(50));
        } else if (dice < 8) {
            reconnect(writer);
        } else if (dice < 30) {
            tables.insert(connection);
            commits++;
        } else {
            explicit(connection);
        }
    }

    private void explicit(Connection connection) throws SQLException {
        boolean viaJdbc = random.nextBoolean();
        boolean keep = random.nextInt(10) > 0;
        List<String> tablesBefore = tables.names();
        begin(connection, viaJdbc);
        tables.insert(connection);
        if (contentSize(connection) > MAX_CONTENT_SIZE) {
            tables.deleteAll(connection);
        } else {
            operations(connection);
        }
        end(connection, viaJdbc, keep);
        if (keep) {
            commits++;
        } else {
            tables.reset(tablesBefore);
        }
    }

    private void operations(Connection connection) throws SQLException {
        int count = random.nextInt(MAX_OPERATIONS);
        for (int i = 0; i < count; i++) {
            tables.change(connection);
        }
        if (random.nextInt(8) == 0) {
            tables.changeSchema(connection);
        }
        if (random.nextInt(8) == 0) {
            TestDatabase.execute(connection, "SAVEPOINT half");
            tables.change(connection);
            TestDatabase.execute(connection, "ROLLBACK TO half", "RELEASE half");
        }
    }

    private static void begin(Connection connection, boolean viaJdbc) throws SQLException {
        if (viaJdbc) {
            connection.setAutoCommit(false);
        } else {
            TestDatabase.execute(connection, "BEGIN IMMEDIATE");
        }
    }

    private static void end(Connection connection, boolean viaJdbc, boolean keep) throws SQLException {
        if (!viaJdbc) {
            TestDatabase.execute(connection, keep ? "COMMIT" : "ROLLBACK");
            return;
        }
        if (keep) {
            connection.commit();
        } else {
            connection.rollback();
        }
        connection.setAutoCommit(true);
    }

    private void vacuum(Connection connection) throws SQLException {
        TestDatabase.execute(connection, "VACUUM");
        commits++;
    }

    private static void incrementalVacuum(Connection connection, int pages) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (statement.execute("PRAGMA incremental_vacuum(" + pages + ")")) {
                drain(statement);
            }
        }
    }

    /** SQLite frees one page per step. */
    private static void drain(Statement statement) throws SQLException {
        try (ResultSet steps = statement.getResultSet()) {
            while (steps.next()) {
                // the step is the work
            }
        }
    }

    private void reconnect(int writer) throws SQLException {
        writers.get(writer).close();
        writers.set(writer, source.open());
    }

    private static long contentSize(Connection connection) throws SQLException {
        long pages = number(connection, "PRAGMA page_count") - number(connection, "PRAGMA freelist_count");
        return pages * number(connection, "PRAGMA page_size");
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        reader.close();
        for (Connection writer : writers) {
            writer.close();
        }
    }
}
