package io.litestream4j.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.Collation;
import org.sqlite.Function;

class OfflineDatabaseTests {

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void createDatabase() throws SQLException {
        file = directory.resolve("a name with ?, % and #.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("CREATE TABLE t (a TEXT)");
            statement.execute("CREATE INDEX i ON t (a)");
            statement.execute("INSERT INTO t VALUES (hex(zeroblob(20000)))");
        }
    }

    @Test
    void databaseIsADatabase() throws IOException {
        assertThat(new OfflineDatabase(file).isDatabase()).isTrue();
    }

    @Test
    void textIsNoDatabase() throws IOException {
        Files.writeString(file, "x".repeat(5_000));
        assertThat(new OfflineDatabase(file).isDatabase()).isFalse();
    }

    @Test
    void missingFileIsAnError() {
        OfflineDatabase missing = new OfflineDatabase(directory.resolve("missing.db"));
        assertThatIOException().isThrownBy(missing::isDatabase).withMessageContaining("missing.db");
    }

    @Test
    void checksOfASoundDatabaseFindNothingAndLeaveNoFile() throws IOException {
        OfflineDatabase database = new OfflineDatabase(file);
        assertThat(database.quickCheck()).isEmpty();
        assertThat(database.integrityCheck()).isEmpty();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void databaseThatNeedsACollationOfTheApplicationsIsNotDamagedButCannotBeChecked() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
                Statement statement = connection.createStatement()) {
            Collation.create(connection, "reversed", new Collation() {
                @Override
                protected int xCompare(String one, String other) {
                    return other.compareTo(one);
                }
            });
            statement.execute("CREATE INDEX r ON t (a COLLATE reversed)");
        }
        OfflineDatabase database = new OfflineDatabase(file);
        assertThatIOException().isThrownBy(database::integrityCheck).withMessageContaining("reversed");
        assertThatIOException().isThrownBy(database::quickCheck).withMessageContaining("reversed");
    }

    @Test
    void databaseThatNeedsAFunctionOfTheApplicationsIsNotDamagedButCannotBeChecked() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
                Statement statement = connection.createStatement()) {
            Function.create(
                    connection,
                    "half",
                    new Function() {
                        @Override
                        protected void xFunc() throws SQLException {
                            result(value_text(0).substring(1));
                        }
                    },
                    1,
                    Function.FLAG_DETERMINISTIC);
            statement.execute("CREATE INDEX h ON t (half(a))");
        }
        OfflineDatabase database = new OfflineDatabase(file);
        assertThatIOException().isThrownBy(database::integrityCheck).withMessageContaining("half");
    }

    @Test
    void checkEndsWhenItsThreadIsInterrupted() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
                Statement statement = connection.createStatement()) {
            statement.execute("WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                    + " INSERT INTO t SELECT i FROM n");
        }
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedIOException.class)
                .isThrownBy(() -> new OfflineDatabase(file).quickCheck());
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void checksOfADamagedDatabaseSayWhatIsWrong() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        // The header of the table's root page.
        bytes[4096] = 99;
        Files.write(file, bytes);
        assertThat(new OfflineDatabase(file).quickCheck()).isNotEmpty();
        assertThat(new OfflineDatabase(file).integrityCheck()).isNotEmpty();
    }
}
