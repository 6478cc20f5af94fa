package io.litestream4j.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/**
 * Tables that say what they hold: each transaction counts itself, and keeps a hash of all rows. So a restored database tells
 * by itself which transaction it ends with, and whether it is whole, without anybody stopping writers to look at the source.
 *
 * <p>The connection is used by one thread at a time; several connections and processes may use the tables.
 */
public final class Ledger {

    private static final int MAX_ID = 2000;
    private static final int MAX_CHANGES = 6;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final Connection connection;
    private final Random random;

    /**
     * What the tables hold.
     *
     * @param commits number of transactions since they were created
     * @param hash sum of the hashes of all rows
     */
    public record State(long commits, long hash) {}

    /** Works with a connection that waits for locks. */
    public Ledger(Connection connection, Random random) {
        this.connection = connection;
        this.random = random;
    }

    /** Creates the tables, unless they are there. */
    public static void create(Connection connection) throws SQLException {
        TestDatabase.execute(
                connection,
                "BEGIN IMMEDIATE",
                "CREATE TABLE IF NOT EXISTS entry(id INTEGER PRIMARY KEY, content BLOB NOT NULL)",
                "CREATE TABLE IF NOT EXISTS total(one INTEGER PRIMARY KEY, commits INTEGER, hash INTEGER)",
                "INSERT OR IGNORE INTO total VALUES (1, 0, 0)",
                "COMMIT");
    }

    /** Makes one transaction, which inserts, replaces or deletes rows, and returns the state after it. */
    public State commit() throws SQLException {
        TestDatabase.execute(connection, "BEGIN IMMEDIATE");
        try {
            State before = stated(connection);
            State after = new State(before.commits() + 1, before.hash() + change());
            try (PreparedStatement update = connection.prepareStatement("UPDATE total SET commits = ?, hash = ?")) {
                update.setLong(1, after.commits());
                update.setLong(2, after.hash());
                update.executeUpdate();
            }
            TestDatabase.execute(connection, "COMMIT");
            return after;
        } catch (SQLException | RuntimeException e) {
            TestDatabase.execute(connection, "ROLLBACK");
            throw e;
        }
    }

    /** Changes rows, and returns by how much the hash changes. */
    private long change() throws SQLException {
        long difference = 0;
        for (int changes = 1 + random.nextInt(MAX_CHANGES); changes > 0; changes--) {
            int id = 1 + random.nextInt(MAX_ID);
            difference -= hashOf("SELECT id, content FROM entry WHERE id = " + id);
            if (random.nextInt(4) == 0) {
                TestDatabase.execute(connection, "DELETE FROM entry WHERE id = " + id);
            } else {
                difference += put(id);
            }
        }
        return difference;
    }

    private long put(int id) throws SQLException {
        byte[] content = new byte[random.nextInt(random.nextInt(20) == 0 ? 20_000 : 800)];
        random.nextBytes(content);
        try (PreparedStatement put = connection.prepareStatement("INSERT OR REPLACE INTO entry VALUES (?, ?)")) {
            put.setInt(1, id);
            put.setBytes(2, content);
            put.executeUpdate();
        }
        return hash(id, content);
    }

    private long hashOf(String query) throws SQLException {
        return hashOf(connection, query);
    }

    private static long hashOf(Connection connection, String query) throws SQLException {
        long sum = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                sum += hash(rows.getInt(1), rows.getBytes(2));
            }
        }
        return sum;
    }

    private static long hash(int id, byte[] content) {
        long hash = 0xcbf29ce484222325L ^ id * 0x9e3779b97f4a7c15L;
        for (byte value : content) {
            hash = (hash ^ value) * FNV_PRIME;
        }
        return hash;
    }

    private static State stated(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT commits, hash FROM total")) {
            if (!row.next()) {
                throw new IllegalStateException("the ledger has no total");
            }
            return new State(row.getLong(1), row.getLong(2));
        }
    }

    /**
     * Reads all rows, in one transaction, and returns what they are stated to be.
     *
     * @throws IllegalStateException if they are something else, or if the database is damaged
     */
    public static State verified(Connection connection) throws SQLException {
        TestDatabase.execute(connection, "BEGIN");
        try {
            State stated = stated(connection);
            long hash = hashOf(connection, "SELECT id, content FROM entry");
            if (hash != stated.hash()) {
                throw new IllegalStateException("the rows are not those of commit " + stated.commits());
            }
            return stated;
        } finally {
            TestDatabase.execute(connection, "COMMIT");
        }
    }
}
