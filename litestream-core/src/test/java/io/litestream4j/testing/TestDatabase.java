package io.litestream4j.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A database of a test, in WAL mode with incremental auto-vacuum.
 *
 * @param path the database file
 */
public record TestDatabase(Path path) {

    /** Creates the file with a page size and no tables. */
    public static TestDatabase create(Path path, int pageSize) throws SQLException {
        TestDatabase database = new TestDatabase(path);
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA page_size=" + pageSize);
            statement.execute("PRAGMA auto_vacuum=INCREMENTAL");
            statement.execute("PRAGMA journal_mode=WAL");
        }
        return database;
    }

    /** Opens a connection that waits for locks and never checkpoints by itself. */
    public Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + path + "?busy_timeout=10000&wal_autocheckpoint=0");
    }

    /** Returns the path of the WAL. */
    public Path wal() {
        return path.resolveSibling(path.getFileName() + "-wal");
    }

    /** Returns the path of the WAL index. */
    public Path shm() {
        return path.resolveSibling(path.getFileName() + "-shm");
    }

    /** Returns the first value of a query's answer, on a connection of its own. */
    public String value(String query) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    /** Executes statements on a connection. */
    public static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
