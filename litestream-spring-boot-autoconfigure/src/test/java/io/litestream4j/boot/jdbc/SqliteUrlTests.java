package io.litestream4j.boot.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
        "jdbc:sqlite:file://localhost/var/notes.db#part, /var/notes.db",
        "jdbc:sqlite:file:/srv/100%/notes%4.db%, /srv/100%/notes%4.db%",
        "jdbc:sqlite:file:%2Fvar%2Fn%C3%B6tes.db%00x, /var/nötes.db"
    })
    void fileOfAUrl(String url, Path file) {
        assertThat(SqliteUrl.isSqlite(url)).isTrue();
        assertThat(SqliteUrl.parse(url).file()).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlite:",
                "jdbc:sqlite::memory:",
                "jdbc:sqlite:file::memory:?cache=shared",
                "jdbc:sqlite:file:notes?mode=memory&cache=shared",
                "jdbc:sqlite:file:/notes?vfs=memdb",
                "jdbc:sqlite::resource:notes.db"
            })
    void noFileOfADatabaseThatIsNotInOne(String url) {
        assertThat(SqliteUrl.parse(url).file()).isNull();
    }

    @Test
    @EnabledOnOs(OS.WINDOWS)
    void fileOfAUriWithADrive() {
        assertThat(SqliteUrl.parse("jdbc:sqlite:file:///C:/data/notes.db").file())
                .isEqualTo(Path.of("C:/data/notes.db"));
    }

    @Test
    void settingsAreTheDriversParameters() {
        SqliteUrl url = SqliteUrl.parse(
                "jdbc:sqlite:notes.db?Journal_Mode=DELETE& journal_mode = WAL&cache=shared&journal_mode=&encoding=");
        assertThat(url.settings()).containsOnly(Map.entry("journal_mode", "WAL"));
        assertThat(url.name()).isEqualTo("notes.db?cache=shared");
    }

    @Test
    void otherDatabasesAreNotSqlite() {
        assertThat(SqliteUrl.isSqlite("jdbc:postgresql://localhost/sqlite:")).isFalse();
    }
}
