package io.litestream4j.boot.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Tests for when {@link LitestreamDataSource} tells that a transaction is going to write: once for each, and never when it has
 * the write lock, for whoever is told may wait for that.
 */
class BeforeWriteTests extends SignalledDatabase {

    @Override
    LitestreamDataSource wrap(DataSource target) {
        return new LitestreamDataSource(target, file(), this::signal, () -> {});
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
}
