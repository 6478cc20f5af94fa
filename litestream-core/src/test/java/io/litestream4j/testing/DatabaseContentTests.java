package io.litestream4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseContentTests {

    @TempDir
    private Path temporary;

    private int databases;

    @Test
    void textIsTheOneDescribed() throws SQLException, IOException {
        Path text = Files.writeString(
                temporary.resolve("text"), "table|a\n1|'it''s'|X'00FF'\n2|NULL|NULL\ntable|b\n'k'|-7\n");
        Path database = create(
                "CREATE TABLE b (v, k PRIMARY KEY) WITHOUT ROWID",
                "CREATE TABLE a (id INTEGER PRIMARY KEY, t, b)",
                "INSERT INTO a VALUES (2, NULL, NULL), (1, 'it''s', x'00FF')",
                "INSERT INTO b (k, v) VALUES (-7, 'k')");
        assertThat(DatabaseContent.logicalSha256(database)).isEqualTo(DatabaseContent.sha256(text));
    }

    @Test
    void orderOfInsertionDoesNotMatterWithoutRowid() throws SQLException {
        Path one = create("CREATE TABLE t (k PRIMARY KEY) WITHOUT ROWID", "INSERT INTO t VALUES (1), (2)");
        Path two = create("CREATE TABLE t (k PRIMARY KEY) WITHOUT ROWID", "INSERT INTO t VALUES (2), (1)");
        assertThat(DatabaseContent.logicalSha256(one)).isEqualTo(DatabaseContent.logicalSha256(two));
    }

    @Test
    void oneChangedValueMatters() throws SQLException {
        Path one = create("CREATE TABLE t (a)", "INSERT INTO t VALUES (1)");
        Path two = create("CREATE TABLE t (a)", "INSERT INTO t VALUES ('1')");
        assertThat(DatabaseContent.logicalSha256(one)).isNotEqualTo(DatabaseContent.logicalSha256(two));
    }

    private Path create(String... statements) throws SQLException {
        TestDatabase database = TestDatabase.create(temporary.resolve("db" + databases++), 4096);
        try (Connection connection = database.open()) {
            TestDatabase.execute(connection, statements);
        }
        return database.path();
    }
}
