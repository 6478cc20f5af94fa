package io.litestream4j.boot.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Tests for when {@link LitestreamDataSource} tells that a transaction is going to write: once for each, and never when it has
 * the write lock, for whoever is told may wait for that.
 */
class BeforeWriteTests {

    @TempDir
    Path directory;

    private int signals;

    private Connection connection;

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

    @Test
    void eachStatementWithAutoCommitSignals() throws SQLException {
        insert();
        insert();
        execute("CREATE INDEX i ON t(v)");
        assertThat(signals).isEqualTo(3);
    }

    @Test
    void queryDoesNotSignal() throws SQLException {
        execute("SELECT * FROM t");
        assertThat(signals).isZero();
    }

    @Test
    void onlyTheFirstWriteOfATransactionSignals() throws SQLException {
        connection.setAutoCommit(false);
        execute("SELECT * FROM t");
        assertThat(signals).isZero();
        insert();
        insert();
        assertThat(signals).isEqualTo(1);
        connection.commit();
        insert();
        assertThat(signals).isEqualTo(2);
        connection.rollback();
        insert();
        assertThat(signals).isEqualTo(3);
    }

    @Test
    void transactionOfSqlSignalsWhenItBegins() throws SQLException {
        execute("BEGIN IMMEDIATE");
        insert();
        execute("COMMIT");
        assertThat(signals).isEqualTo(1);
    }

    @Test
    void transactionThatBeginsWithTheLockDoesNotSignal() throws SQLException {
        try (Connection immediate = connect("?transaction_mode=IMMEDIATE")) {
            immediate.setAutoCommit(false);
            try (Statement statement = immediate.createStatement()) {
                statement.execute("INSERT INTO t(v) VALUES ('x')");
            }
            immediate.commit();
        }
        assertThat(signals).isZero();
    }

    @Test
    void preparedStatementAndBatchSignal() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO t(v) VALUES (?)")) {
            statement.setString(1, "a");
            statement.executeUpdate();
            assertThat(signals).isEqualTo(1);
            statement.setString(1, "b");
            statement.addBatch();
            statement.setString(1, "c");
            statement.addBatch();
            statement.executeBatch();
        }
        assertThat(signals).isEqualTo(2);
    }

    private void insert() throws SQLException {
        execute("INSERT INTO t(v) VALUES ('x')");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect(String parameters) throws SQLException {
        return new LitestreamDataSource(new DriverManagerDataSource(url() + parameters), this::signal, () -> {})
                .getConnection();
    }

    /** Counts, and proves that nobody has the write lock: taking it without waiting would fail. */
    private void signal() {
        signals++;
        try (Connection other = DriverManager.getConnection(url() + "?busy_timeout=0");
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            throw new AssertionError("signalled with the write lock", e);
        }
    }

    private String url() {
        return "jdbc:sqlite:" + directory.resolve("test.db");
    }
}
