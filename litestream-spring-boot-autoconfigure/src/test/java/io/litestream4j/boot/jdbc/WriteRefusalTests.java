package io.litestream4j.boot.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Tests for {@link WriteRefusal} through the {@link LitestreamDataSource}. */
class WriteRefusalTests {

    private static final String INSERT = "INSERT INTO notes(text) VALUES ('x')";

    private static final String COUNT = "SELECT count(*) FROM notes";

    @TempDir
    Path directory;

    private HikariDataSource pool;

    private LitestreamDataSource dataSource;

    private JdbcTemplate jdbc;

    private TransactionTemplate transaction;

    @BeforeEach
    void open() {
        pool = new HikariDataSource();
        Path file = directory.resolve("notes.db");
        pool.setJdbcUrl("jdbc:sqlite:" + file + "?transaction_mode=IMMEDIATE");
        pool.setMaximumPoolSize(1);
        dataSource = new LitestreamDataSource(pool, file, () -> {}, () -> {});
        jdbc = new JdbcTemplate(dataSource);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        jdbc.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
        jdbc.update(INSERT);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void writesAreRefusedAndReadsGoOn() {
        dataSource.refuseWrites("taken over");
        assertRefused(() -> jdbc.update(INSERT));
        assertThat(jdbc.queryForObject(COUNT, Integer.class)).isEqualTo(1);
    }

    @Test
    void transactionsThatReadGoOnAlthoughTheDriverWouldBeginThemForWriting() {
        dataSource.refuseWrites("taken over");
        transaction.executeWithoutResult(
                status -> assertThat(jdbc.queryForObject(COUNT, Integer.class)).isEqualTo(1));
        assertRefused(() -> transaction.executeWithoutResult(status -> jdbc.update(INSERT)));
    }

    @Test
    void aConnectionThatIsBorrowedAlreadyRefusesToo() {
        transaction.executeWithoutResult(status -> {
            assertThat(jdbc.queryForObject(COUNT, Integer.class)).isEqualTo(1);
            dataSource.refuseWrites("taken over");
            assertRefused(() -> jdbc.update(INSERT));
        });
    }

    @Test
    void batchesAndRowsThatAreReturnedAreRefusedToo() {
        dataSource.refuseWrites("taken over");
        assertRefused(() -> jdbc.batchUpdate(INSERT, INSERT));
        assertRefused(() -> jdbc.queryForObject(INSERT + " RETURNING id", Integer.class));
    }

    @Test
    void otherFailuresStayAsTheyAre() {
        dataSource.refuseWrites("taken over");
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> jdbc.queryForObject("SELECT count(*) FROM nowhere", Integer.class))
                .withMessageContaining("no such table");
    }

    private static void assertRefused(Runnable write) {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(write::run)
                .havingCause()
                .isInstanceOf(SQLNonTransientException.class)
                .withMessage("The database is read-only: taken over")
                .withCauseInstanceOf(SQLException.class);
    }
}
