package io.litestream4j.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The tables of a {@link RandomWorkload}, and random changes to them. */
final class WorkloadTables {

    /** A table that is always there. */
    static final String FIRST = "t0";

    private static final int MAX_TABLES = 8;
    private static final int MAX_ID = 3000;
    private static final int MAX_SMALL_VALUE = 2000;
    private static final int MAX_LARGE_VALUE = 300_000;

    private final Random random;
    private final List<String> names = new ArrayList<>();

    WorkloadTables(Random random) {
        this.random = random;
    }

    /** Returns the tables that there are now, in no particular order. */
    List<String> names() {
        return List.copyOf(names);
    }

    /** Goes back to tables as they were, after a roll-back. */
    void reset(List<String> before) {
        names.clear();
        names.addAll(before);
    }

    void createFirst(Connection connection) throws SQLException {
        create(connection, FIRST);
    }

    private void create(Connection connection, String table) throws SQLException {
        String kind = table.equals(FIRST) || random.nextBoolean() ? "" : " WITHOUT ROWID";
        TestDatabase.execute(
                connection,
                "CREATE TABLE " + table + " (id INTEGER PRIMARY KEY, name TEXT, n INTEGER, data BLOB)" + kind);
        names.add(table);
    }

    /** Creates or drops a table or an index. */
    void changeSchema(Connection connection) throws SQLException {
        String table = "t" + (1 + random.nextInt(MAX_TABLES - 1));
        if (!names.contains(table)) {
            create(connection, table);
        } else if (random.nextInt(3) == 0) {
            TestDatabase.execute(connection, "DROP TABLE " + table);
            names.remove(table);
        } else if (random.nextBoolean()) {
            TestDatabase.execute(connection, "CREATE INDEX IF NOT EXISTS i" + table + " ON " + table + " (name, n)");
        } else {
            TestDatabase.execute(connection, "DROP INDEX IF EXISTS i" + table);
        }
    }

    /** Inserts, updates or deletes rows. */
    void change(Connection connection) throws SQLException {
        switch (random.nextInt(6)) {
            case 0, 1, 2 -> insert(connection);
            case 3, 4 -> changeRange(connection, "UPDATE " + anyTable() + " SET n = n + 1, name = name || '+'", 60);
            default -> changeRange(connection, "DELETE FROM " + anyTable(), 200);
        }
    }

    /** Inserts a row or replaces one: always changes something. */
    void insert(Connection connection) throws SQLException {
        String sql = "INSERT OR REPLACE INTO " + anyTable() + " VALUES (?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, 1 + random.nextInt(MAX_ID));
            statement.setString(2, "it's name №" + random.nextInt());
            statement.setLong(3, random.nextInt(1000));
            statement.setBytes(4, value());
            statement.executeUpdate();
        }
    }

    private void changeRange(Connection connection, String sql, int length) throws SQLException {
        int first = 1 + random.nextInt(MAX_ID);
        TestDatabase.execute(connection, sql + " WHERE id BETWEEN " + first + " AND " + (first + length));
    }

    /** Deletes all rows of all tables, so that vacuum has something to do. */
    void deleteAll(Connection connection) throws SQLException {
        for (String table : names) {
            TestDatabase.execute(connection, "DELETE FROM " + table);
        }
    }

    private String anyTable() {
        return names.get(random.nextInt(names.size()));
    }

    /** Half of the values do not compress. */
    private byte[] value() {
        byte[] value = new byte[random.nextInt(random.nextInt(12) == 0 ? MAX_LARGE_VALUE : MAX_SMALL_VALUE)];
        if (random.nextBoolean()) {
            random.nextBytes(value);
        }
        return value;
    }
}
