package io.litestream4j.boot.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Tests for when {@link LitestreamDataSource} tells of a commit: after each that may have written, and never inside a
 * transaction.
 */
class CommitSignalTests extends SignalledDatabase {

    @Override
    LitestreamDataSource wrap(DataSource target) {
        return new LitestreamDataSource(target, file(), () -> {}, this::signal);
    }

    @Test
    void insertWithAutoCommitSignals() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO t(v) VALUES (?)")) {
            statement.setString(1, "a");
            statement.executeUpdate();
            assertThat(signals).isEqualTo(1);
        }
        assertThat(signals).isEqualTo(1);
    }

    @Test
    void queryDoesNotSignal() throws SQLException {
        execute("SELECT * FROM t");
        count("SELECT count(*) FROM t");
        assertThat(signals).isZero();
    }

    @Test
    void ddlSignals() throws SQLException {
        execute("CREATE INDEX i ON t(v)");
        assertThat(signals).isEqualTo(1);
    }

    @Test
    void pragmaSignals() throws SQLException {
        execute("PRAGMA user_version = 7");
        assertThat(signals).isEqualTo(1);
    }

    @Test
    void commitSignalsOnceForTheWholeTransaction() throws SQLException {
        connection.setAutoCommit(false);
        insert();
        insert();
        assertThat(signals).isZero();
        connection.commit();
        assertThat(signals).isEqualTo(1);
    }

    @Test
    void commitOfAReadOnlyTransactionDoesNotSignal() throws SQLException {
        connection.setAutoCommit(false);
        count("SELECT count(*) FROM t");
        connection.commit();
        connection.setAutoCommit(true);
        assertThat(signals).isZero();
    }

    @Test
    void rollbackDoesNotSignal() throws SQLException {
        connection.setAutoCommit(false);
        insert();
        connection.rollback();
        connection.setAutoCommit(true);
        assertThat(signals).isZero();
    }

    @Test
    void rollbackToASavepointKeepsWhatCameBefore() throws SQLException {
        connection.setAutoCommit(false);
        insert();
        connection.rollback(connection.setSavepoint("s"));
        connection.commit();
        assertThat(signals).isEqualTo(1);
    }

    @Test
    void switchingAutoCommitOnSignals() throws SQLException {
        connection.setAutoCommit(false);
        insert();
        connection.setAutoCommit(true);
        assertThat(signals).isEqualTo(1);
    }

    @Test
    void immediateTransactionsSignalWhenTheirSuccessorHasEnded() throws SQLException {
        try (Connection immediate = connect("?transaction_mode=IMMEDIATE")) {
            immediate.setAutoCommit(false);
            insert(immediate);
            immediate.commit();
            assertThat(signals).isZero();
            immediate.setAutoCommit(true);
            assertThat(signals).isEqualTo(1);
        }
    }

    @Test
    void rollbackOfTheSuccessorDoesNotHideAnImmediateTransaction() throws SQLException {
        try (Connection immediate = connect("?transaction_mode=IMMEDIATE")) {
            immediate.setAutoCommit(false);
            insert(immediate);
            immediate.commit();
            immediate.rollback();
            immediate.setAutoCommit(true);
            assertThat(signals).isEqualTo(1);
        }
    }

    @Test
    void batchSignals() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("INSERT INTO t(v) VALUES ('a')");
            statement.addBatch("INSERT INTO t(v) VALUES ('b')");
            statement.executeBatch();
        }
        assertThat(signals).isEqualTo(1);
    }

    @Test
    void batchThatFailsHalfWaySignalsWhatWasCommitted() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("INSERT INTO t(v) VALUES ('a')");
            statement.addBatch("INSERT INTO nowhere VALUES (1)");
            assertThatExceptionOfType(SQLException.class).isThrownBy(statement::executeBatch);
        }
        assertThat(signals).isEqualTo(1);
        assertThat(count("SELECT count(*) FROM t")).isEqualTo(1);
    }

    @Test
    void returningSignalsWhenTheRowsAreClosed() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery("INSERT INTO t(v) VALUES ('a'), ('b') RETURNING id");
            assertThat(rows.next()).isTrue();
            assertThat(signals).isZero();
            rows.close();
            assertThat(signals).isEqualTo(1);
        }
    }

    @Test
    void returningSignalsWhenTheRowsAreRead() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO t(v) VALUES ('a') RETURNING id")) {
            assertThat(statement.execute()).isTrue();
            ResultSet rows = statement.getResultSet();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getStatement()).isSameAs(statement);
            assertThat(signals).isZero();
            assertThat(rows.next()).isFalse();
            assertThat(signals).isEqualTo(1);
        }
    }

    @Test
    void returningSignalsWhenTheStatementIsClosed() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("INSERT INTO t(v) VALUES ('a') RETURNING id");
            assertThat(signals).isZero();
        }
        assertThat(signals).isEqualTo(1);
    }

    @Test
    void writeBesideOpenRowsOfAnotherSignalsWhenThoseAreClosed() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("INSERT INTO t(v) VALUES ('a'), ('b') RETURNING id")) {
            insert();
            assertThat(count("SELECT count(*) FROM t")).isEqualTo(3);
            assertThat(signals).isZero();
            rows.close();
            assertThat(signals).isEqualTo(1);
        }
        assertThat(signals).isEqualTo(1);
    }

    @Test
    void writeBesideRowsThatNobodyHasAskedForSignalsWhenTheirStatementIsExecutedAgain() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.execute("INSERT INTO t(v) VALUES ('a') RETURNING id"))
                    .isTrue();
            insert();
            assertThat(signals).isZero();
            statement.execute("SELECT 1");
            assertThat(signals).isEqualTo(1);
        }
        assertThat(signals).isEqualTo(1);
    }

    @Test
    void lastOfSeveralOpenRowsSignals() throws SQLException {
        try (Statement first = connection.createStatement();
                Statement second = connection.createStatement()) {
            ResultSet rows = first.executeQuery("INSERT INTO t(v) VALUES ('a') RETURNING id");
            second.executeQuery("INSERT INTO t(v) VALUES ('b') RETURNING id");
            rows.close();
            assertThat(signals).isZero();
            assertThat(second.getMoreResults()).isFalse();
            assertThat(signals).isEqualTo(1);
        }
    }

    @Test
    void returningWithALimitOfRowsSignalsWhenTheyAreClosed() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(1);
            ResultSet rows = statement.executeQuery("INSERT INTO t(v) VALUES ('a'), ('b') RETURNING id");
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isFalse();
            rows.close();
            assertThat(signals).isEqualTo(1);
        }
    }

    @Test
    void returningWithoutRowsSignals() throws SQLException {
        insert();
        signals = 0;
        try (Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery("DELETE FROM t WHERE v = 'y' RETURNING id");
            assertThat(rows.next()).isFalse();
            insert();
            assertThat(signals).isPositive();
        }
    }

    @Test
    void transactionBegunBySqlSignalsWhenItIsCommitted() throws SQLException {
        execute("BEGIN IMMEDIATE");
        insert();
        execute("SAVEPOINT s");
        insert();
        execute("RELEASE s");
        assertThat(signals).isZero();
        execute("COMMIT");
        assertThat(signals).isEqualTo(1);
    }

    @Test
    void outermostSavepointSignalsWhenItIsReleased() throws SQLException {
        execute("SAVEPOINT s");
        insert();
        execute("RELEASE s");
        assertThat(signals).isEqualTo(1);
    }

    @Test
    void scriptSignals() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("BEGIN; INSERT INTO t(v) VALUES ('a'); COMMIT");
        }
        assertThat(signals).isEqualTo(1);
    }
}
