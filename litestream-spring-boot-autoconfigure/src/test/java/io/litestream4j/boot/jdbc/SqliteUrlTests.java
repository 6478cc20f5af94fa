package io.litestream4j.boot.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link SqliteUrl}. */
class SqliteUrlTests {

    @ParameterizedTest
    @CsvSource({
        "jdbc:sqlite:notes.db, notes.db",
        "jdbc:sqlite:data/notes.db?journal_mode=WAL&synchronous=NORMAL, data/notes.db",
        "jdbc:sqlite:/var/lib/notes.db, /var/lib/notes.db",
        "JDBC:SQLite:notes.db, notes.db",
        "jdbc:sqlite:file:notes.db?cache=shared, notes.db",
        "jdbc:sqlite:file:///var/lib/my%20notes+1.db, /var/lib/my notes+1.db",
        "jdbc:sqlite:file://localhost/var/notes.db#part, /var/notes.db"
    })
    void fileOfAUrl(String url, Path file) {
        assertThat(SqliteUrl.isSqlite(url)).isTrue();
        assertThat(SqliteUrl.file(url)).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlite:",
                "jdbc:sqlite::memory:",
                "jdbc:sqlite:?cache=shared",
                "jdbc:sqlite:file::memory:?cache=shared",
                "jdbc:sqlite:file:notes?mode=memory&cache=shared",
                "jdbc:sqlite:file:/notes?vfs=memdb",
                "jdbc:sqlite::resource:notes.db"
            })
    void noFileOfADatabaseThatIsNotInOne(String url) {
        assertThat(SqliteUrl.file(url)).isNull();
    }

    @Test
    void otherDatabasesAreNotSqlite() {
        assertThat(SqliteUrl.isSqlite("jdbc:postgresql://localhost/sqlite:")).isFalse();
    }
}
