package io.litestream4j.boot.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteException;

/** Tests for {@link LitestreamDataSource}. */
class LitestreamDataSourceTests {

    @TempDir
    Path directory;

    private HikariDataSource pool;

    private LitestreamDataSource dataSource;

    @BeforeEach
    void open() {
        pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:sqlite:" + file());
        pool.setMaximumPoolSize(1);
        dataSource = new LitestreamDataSource(pool, file(), () -> {}, () -> {});
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void connectionsAreInWalModeWithoutCheckpointsOfTheirOwn() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            assertThat(pragma(connection, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(connection, "wal_autocheckpoint")).isEqualTo("0");
        }
    }

    @Test
    void connectionsOfAPoolWithoutAutoCommitAreSetUpToo() throws SQLException {
        pool.setAutoCommit(false);
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(pragma(connection, "journal_mode")).isEqualTo("wal");
        }
    }

    @Test
    void aPhysicalConnectionIsSetUpOnce() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint=5");
        }
        try (Connection connection = dataSource.getConnection()) {
            assertThat(pragma(connection, "wal_autocheckpoint")).isEqualTo("5");
        }
    }

    @Test
    void shortBusyTimeoutIsRaised() throws SQLException {
        pool.setConnectionInitSql("PRAGMA busy_timeout=0");
        try (Connection connection = dataSource.getConnection()) {
            assertThat(pragma(connection, "busy_timeout")).isEqualTo("1000");
        }
    }

    @Test
    void longBusyTimeoutIsKept() throws SQLException {
        pool.setConnectionInitSql("PRAGMA busy_timeout=7000");
        try (Connection connection = dataSource.getConnection()) {
            assertThat(pragma(connection, "busy_timeout")).isEqualTo("7000");
        }
    }

    @Test
    void theWrapperIsTransparentForUnwrapping() throws SQLException {
        assertThat(DataSourceUnwrapper.unwrap(dataSource, HikariDataSource.class))
                .isSameAs(pool);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT 1")) {
            assertThat(connection.isWrapperFor(SQLiteConnection.class)).isTrue();
            assertThat(connection.unwrap(SQLiteConnection.class)).isNotNull();
            assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
            assertThat(statement.unwrap(Statement.class)).isSameAs(statement);
            assertThat(statement.getConnection()).isSameAs(connection);
        }
    }

    @Test
    void aConnectionEqualsOnlyItself() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.equals(connection)).isTrue();
            assertThat(connection.equals(connection.unwrap(SQLiteConnection.class)))
                    .isFalse();
            assertThat(connection).hasSameHashCodeAs(connection).asString().startsWith("Replicated[");
        }
    }

    @Test
    void exceptionsOfTheDriverComeThroughUnchanged() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            assertThatExceptionOfType(SQLiteException.class)
                    .isThrownBy(() -> statement.execute("INSERT INTO nowhere VALUES (1)"))
                    .withMessageContaining("no such table");
        }
    }

    @Test
    void aConnectionToAnotherDatabaseIsRefused() throws IOException {
        Files.createFile(file());
        pool.setJdbcUrl("jdbc:sqlite:" + directory.resolve("other.db"));
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(dataSource::getConnection)
                .withMessageContainingAll("opened " + directory.resolve("other.db"), file() + " is replicated");
    }

    @Test
    void aConnectionToAnotherDatabaseIsRefusedWhereTheReplicatedOneIsMissing() {
        pool.setJdbcUrl("jdbc:sqlite:file:" + directory.resolve("other.db"));
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(dataSource::getConnection)
                .withMessageContainingAll("opened " + directory.resolve("other.db"), file() + " is replicated");
        assertThat(file()).doesNotExist();
    }

    @Test
    void aConnectionToADatabaseInMemoryIsRefused() {
        pool.setJdbcUrl("jdbc:sqlite::memory:");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(dataSource::getConnection)
                .withMessageContaining("opened no file");
    }

    @Test
    void aConnectionThroughALinkIsToTheSameDatabase() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link.db"), file());
        pool.setJdbcUrl("jdbc:sqlite:" + link);
        try (Connection connection = dataSource.getConnection()) {
            assertThat(pragma(connection, "journal_mode")).isEqualTo("wal");
        }
    }

    @Test
    void aDatabaseThatIsDeletedOrReplacedUnderAConnectionIsLeftToTheEngine() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link.db"), file());
        try (Connection connection = pool.getConnection()) {
            assertThat(pragma(connection, "journal_mode=WAL")).isEqualTo("wal");
        }
        Files.delete(file());
        borrowFrom(new LitestreamDataSource(pool, link, () -> {}, () -> {}));
        Files.createFile(file());
        borrowFrom(new LitestreamDataSource(pool, link, () -> {}, () -> {}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRUNCATE", "off"})
    void anotherJournalModeIsRefused(String mode) {
        pool.addDataSourceProperty("journal_mode", mode);
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(dataSource::getConnection)
                .withMessageContainingAll("journal_mode=" + mode, "notes.db", "WAL");
    }

    @Test
    void everyConnectionMayAskForWalMode() throws SQLException {
        pool.setJdbcUrl("jdbc:sqlite:" + file() + "?journal_mode=wal");
        pool.setMaximumPoolSize(2);
        try (Connection first = dataSource.getConnection();
                Connection second = dataSource.getConnection()) {
            assertThat(pragma(first, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(second, "journal_mode")).isEqualTo("wal");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFirstTransactionMayWriteWithExplicitReadOnly(boolean autoCommit) throws SQLException {
        pool.setJdbcUrl("jdbc:sqlite:" + file() + "?jdbc.explicit_readonly=true");
        pool.setAutoCommit(autoCommit);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("CREATE TABLE t(x)");
            connection.commit();
        }
    }

    @Test
    void theConnectionGoesBackWhenItCannotBeSetUp() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.unwrap(SQLiteConnection.class).close();
        }
        assertThatExceptionOfType(SQLException.class).isThrownBy(dataSource::getConnection);
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    private static void borrowFrom(LitestreamDataSource dataSource) {
        assertThatCode(() -> dataSource.getConnection().close()).doesNotThrowAnyException();
    }

    private Path file() {
        return directory.resolve("notes.db");
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA " + name)) {
            return result.getString(1);
        }
    }
}
