package io.litestream4j.boot.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link SqlKind}. */
class SqlKindTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "  select 1;  ",
                "-- note\n/* more */ SELECT 1",
                "EXPLAIN QUERY PLAN DELETE FROM t",
                "VALUES (1)",
                "WITH a AS (SELECT 1) SELECT * FROM a",
                "ROLLBACK TO s",
                "rollback transaction to savepoint s",
                "",
                "-- only a note",
                "/* not closed"
            })
    void whatOnlyReadsIsRead(String sql) {
        assertThat(SqlKind.of(sql)).isEqualTo(SqlKind.READ);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (1)",
                "insert into t values (1) returning id",
                "\uFEFFUPDATE t SET a = 1",
                "REPLACE INTO t VALUES (1)",
                "DELETE FROM t",
                "CREATE TABLE t (a)",
                "PRAGMA user_version = 1",
                "VACUUM",
                "WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a",
                "SELECT 1; DELETE FROM t",
                "BEGIN; INSERT INTO t VALUES (1); COMMIT"
            })
    void whatMayWriteIsWrite(String sql) {
        assertThat(SqlKind.of(sql)).isEqualTo(SqlKind.WRITE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "begin immediate;", "SAVEPOINT s"})
    void whatOpensATransactionIsBegin(String sql) {
        assertThat(SqlKind.of(sql)).isEqualTo(SqlKind.BEGIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "end transaction", "ROLLBACK", "rollback transaction;"})
    void whatEndsATransactionIsEnd(String sql) {
        assertThat(SqlKind.of(sql)).isEqualTo(SqlKind.END);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RELEASE s", "release savepoint s"})
    void whatClosesASavepointIsRelease(String sql) {
        assertThat(SqlKind.of(sql)).isEqualTo(SqlKind.RELEASE);
    }
}
