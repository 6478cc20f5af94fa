package io.litestream4j.boot.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConnection;

/**
 * Prepares each physical connection once, when it is first borrowed. Thread-safe.
 *
 * <p>WAL mode is what can be replicated. Only the engine checkpoints, because a checkpoint of SQLite's own would be
 * paid by a commit of the application and could restart the WAL before it was captured. And the engine takes the write
 * lock for moments, which a writer with a very short {@code busy_timeout} must be able to wait for.
 */
final class ConnectionPreparer {

    private static final String JOURNAL_MODE = Pragma.JOURNAL_MODE.getPragmaName();

    private final Set<SQLiteConnection> prepared =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final Path database;

    ConnectionPreparer(Path database) {
        this.database = database;
    }

    /**
     * Prepares a connection unless that has been done.
     *
     * @throws SQLException if SQLite does, or if the connection can never be replicated; it is not prepared then
     */
    void prepare(SQLiteConnection connection) throws SQLException {
        if (prepared.contains(connection)) {
            return;
        }
        requireWal(connection.getDatabase().getConfig().toProperties().getProperty(JOURNAL_MODE));
        boolean autoCommit = connection.getAutoCommit();
        // the journal mode cannot be changed inside a transaction, which the driver begins without auto-commit
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            requireReplicated(statement);
            if (!connection.isReadOnly()) {
                statement.execute("PRAGMA journal_mode=WAL");
            }
            statement.execute("PRAGMA wal_autocheckpoint=0");
            if (busyTimeout(statement) < LitestreamDataSource.MINIMUM_BUSY_TIMEOUT.toMillis()) {
                connection.setBusyTimeout((int) LitestreamDataSource.MINIMUM_BUSY_TIMEOUT.toMillis());
            }
        } finally {
            connection.setAutoCommit(autoCommit);
        }
        // with jdbc.explicit_readonly, the driver lets a transaction write only if its first statement does
        connection.setFirstStatementExecuted(false);
        prepared.add(connection);
    }

    /**
     * The driver sets the mode on each new connection: while others use the database, that cannot leave WAL mode, and
     * connecting fails.
     */
    private void requireWal(@Nullable String journalMode) throws SQLException {
        if (journalMode != null && !journalMode.equalsIgnoreCase("WAL")) {
            throw new SQLException("The DataSource sets journal_mode=" + journalMode + ", but " + database
                    + " is replicated, which takes WAL mode. Remove journal_mode from the JDBC URL and the DataSource's"
                    + " properties, or set it to WAL.");
        }
    }

    /** What is written to another file than the engine looks at is not replicated, and nobody else would notice. */
    private void requireReplicated(Statement statement) throws SQLException {
        String file = openedFile(statement);
        if (file.isEmpty() || isAnother(Path.of(file))) {
            throw new SQLException(
                    "The DataSource has opened " + (file.isEmpty() ? "no file" : file) + ", but " + database
                            + " is replicated, as its settings said when the application started. Have them name that file, or"
                            + " restart the application if a link to it has changed.");
        }
    }

    private static String openedFile(Statement statement) throws SQLException {
        try (ResultSet main = statement.executeQuery("PRAGMA database_list")) {
            return main.getString("file");
        }
    }

    /** A file that has been deleted since it was opened is no other one: the engine finds that out and says it. */
    private boolean isAnother(Path opened) {
        try {
            return !Files.isSameFile(opened, database);
        } catch (IOException e) {
            return Files.exists(opened);
        }
    }

    /** Asks SQLite, because the driver does not know what a {@code PRAGMA} has set. */
    private static int busyTimeout(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("PRAGMA busy_timeout")) {
            return result.getInt(1);
        }
    }
}
