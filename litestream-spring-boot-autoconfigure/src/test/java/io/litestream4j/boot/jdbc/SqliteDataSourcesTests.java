package io.litestream4j.boot.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        DataSource wrapped = new LitestreamDataSource(sqlite(), () -> {}, () -> {});
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
