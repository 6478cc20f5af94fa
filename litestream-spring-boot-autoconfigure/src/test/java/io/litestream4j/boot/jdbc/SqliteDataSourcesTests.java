package io.litestream4j.boot.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.sqlite.JDBC;
import org.sqlite.SQLiteDataSource;

/** Tests for {@link SqliteDataSources}. */
class SqliteDataSourcesTests {

    @TempDir
    Path directory;

    @Test
    void fileOfAHikariDataSourceThatHasNotStarted() {
        try (HikariDataSource dataSource = new HikariDataSource()) {
            dataSource.setJdbcUrl(url());
            assertThat(SqliteDataSources.databaseFile(dataSource)).contains(file());
            assertThat(dataSource.isRunning()).isFalse();
        }
    }

    @Test
    void fileOfAHikariDataSourceAroundAnother() {
        try (HikariDataSource dataSource = new HikariDataSource()) {
            dataSource.setDataSource(sqlite());
            assertThat(SqliteDataSources.databaseFile(dataSource)).contains(file());
        }
    }

    @Test
    void fileOfAHikariDataSourceThatNamesTheDataSourceClass() {
        try (HikariDataSource dataSource = new HikariDataSource()) {
            dataSource.setDataSourceClassName(SQLiteDataSource.class.getName());
            dataSource.addDataSourceProperty("url", url());
            assertThat(SqliteDataSources.databaseFile(dataSource)).contains(file());
        }
    }

    @Test
    void fileOfSpringsAndTheDriversOwnDataSources() {
        assertThat(SqliteDataSources.databaseFile(sqlite())).contains(file());
        assertThat(SqliteDataSources.databaseFile(new DriverManagerDataSource(url())))
                .contains(file());
        assertThat(SqliteDataSources.databaseFile(new SimpleDriverDataSource(new JDBC(), url())))
                .contains(file());
        assertThat(file()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DIR/notes.db?journal_mode=WAL",
                "DIR/notes.db?cache=shared",
                "DIR/notes.db?a=1& Synchronous = NORMAL & b=2&&",
                "DIR/notes.db?mode=memory",
                "DIR/notes.db?",
                "DIR/notes.db  ",
                "DIR/:memory:x",
                "DIR/current/../notes.db",
                "DIR/nowhere/../notes.db",
                "DIR/current/nowhere/../../notes.db",
                "DIR/current/./notes.db",
                "file:DIR/current/../notes.db?cache=shared",
                "file:DIR/notes.db?journal_mode=memory",
                "file:DIR/notes.db?no_mode=memory&vfs=unix",
                "file:DIR/notes.db?MODE=memory",
                "file:DIR/notes.db?mode=rwc&mode=memory",
                "file:DIR/notes.db?mode=memory",
                "file:DIR/notes.db?mode=m%65mory",
                "file:DIR/notes.db?mode=memory&mode=rwc",
                "file:/notes?vfs=memdb",
                "file:DIR/notes.db#part?mode=memory",
                "file:DIR/100%/%41%c3%a4+%4.db%",
                "file:DIR/notes%3Fa#.db",
                "file:DIR/notes.db%00x",
                "file::memory:?cache=shared",
                ":memory:",
                ""
            })
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "names that are not allowed")
    void fileIsTheOneThatTheDriverOpens(String name) throws Exception {
        Files.createDirectories(directory.resolve("releases/5"));
        Files.createDirectory(directory.resolve("100%"));
        Files.createSymbolicLink(directory.resolve("current"), directory.resolve("releases/5"));
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl(
                "jdbc:sqlite:" + name.replace("DIR", directory.toRealPath().toString()));
        Optional<Path> file = SqliteDataSources.databaseFile(dataSource);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet main = statement.executeQuery("PRAGMA database_list")) {
            assertThat(file.map(SqliteDataSourcesTests::real).orElse("")).isEqualTo(main.getString("file"));
        }
    }

    private static String real(Path file) {
        try {
            return file.toRealPath().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void journalModeOfTheUrlOrThePropertiesWhichTheDriverPrefers() {
        assertThat(SqliteDataSources.journalMode(new DriverManagerDataSource(url() + "&journal_mode=OFF")))
                .contains("OFF");
        assertThat(SqliteDataSources.journalMode(sqlite())).isEmpty();
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(url() + "&journal_mode=OFF");
            pool.addDataSourceProperty("journal_mode", "WAL");
            assertThat(SqliteDataSources.journalMode(pool)).contains("WAL");
        }
    }

    @Test
    void fileBehindAProxy() {
        DataSource proxy = new LazyConnectionDataSourceProxy(new DelegatingDataSource(sqlite()));
        assertThat(SqliteDataSources.databaseFile(proxy)).contains(file());
    }

    @Test
    void relativePathsAreOfTheWorkingDirectory() {
        DataSource dataSource = new DriverManagerDataSource("jdbc:sqlite:a/../notes.db");
        assertThat(SqliteDataSources.databaseFile(dataSource))
                .contains(Path.of("notes.db").toAbsolutePath());
    }

    @Test
    void nothingForOtherDatabases() {
        assertThat(SqliteDataSources.databaseFile(new DriverManagerDataSource("jdbc:h2:./notes")))
                .isEmpty();
        assertThat(SqliteDataSources.databaseFile(new DriverManagerDataSource()))
                .isEmpty();
    }

    @Test
    void replicatedOnlyBehindAWrapper() {
        DataSource wrapped = new LitestreamDataSource(sqlite(), file(), () -> {}, () -> {});
        assertThat(SqliteDataSources.isReplicated(new LazyConnectionDataSourceProxy(wrapped)))
                .isTrue();
        assertThat(SqliteDataSources.isReplicated(sqlite())).isFalse();
    }

    @Test
    void aPoolHasStartedWhenItHasConnected() throws SQLException {
        try (HikariDataSource dataSource = new HikariDataSource()) {
            dataSource.setJdbcUrl(url());
            assertThat(SqliteDataSources.isStarted(new DelegatingDataSource(dataSource)))
                    .isFalse();
            dataSource.getConnection().close();
            assertThat(SqliteDataSources.isStarted(new DelegatingDataSource(dataSource)))
                    .isTrue();
        }
        assertThat(SqliteDataSources.isStarted(sqlite())).isFalse();
    }

    private SQLiteDataSource sqlite() {
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl(url());
        return dataSource;
    }

    private String url() {
        return "jdbc:sqlite:" + file() + "?synchronous=NORMAL";
    }

    private Path file() {
        return directory.resolve("notes.db");
    }
}
