package io.litestream4j.boot.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** For tests of when {@link LitestreamDataSource} gives a signal: a connection to a table, and the number of signals. */
abstract class SignalledDatabase {

    @TempDir
    Path directory;

    int signals;

    Connection connection;

    /** Wraps a {@code DataSource} such that what is tested calls {@link #signal()}. */
    abstract LitestreamDataSource wrap(DataSource target);

    @BeforeEach
    void open() throws SQLException {
        connection = connect("");
        execute("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)");
        signals = 0;
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    final Connection connect(String parameters) throws SQLException {
        return wrap(new DriverManagerDataSource(url() + parameters)).getConnection();
    }

    final void insert() throws SQLException {
        insert(connection);
    }

    static void insert(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO t(v) VALUES ('x')");
        }
    }

    final void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    final int count(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.getInt(1);
        }
    }

    /** Counts, and proves that nobody holds the write lock: taking it without waiting would fail. */
    final void signal() {
        signals++;
        try (Connection other = DriverManager.getConnection(url() + "?busy_timeout=0");
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            throw new AssertionError("signalled with the write lock", e);
        }
    }

    final Path file() {
        return directory.resolve("notes.db");
    }

    private String url() {
        return "jdbc:sqlite:" + file();
    }
}
