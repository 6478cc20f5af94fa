package io.litestream4j.sqlite;

import java.io.Closeable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One connection of the engine. It never changes the schema or a row, and never waits for a lock. Not safe for use by
 * several threads.
 */
final class EngineConnection implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(EngineConnection.class);

    private final Path database;
    private final Connection connection;
    private final Statement plain;

    private EngineConnection(Path database, Connection connection) throws SQLException {
        this.database = database;
        this.connection = connection;
        this.plain = connection.createStatement();
    }

    static EngineConnection open(Path database, boolean readOnly) throws DatabaseAccessException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(0);
        EngineConnection opened;
        try {
            opened = new EngineConnection(database, config.createConnection("jdbc:sqlite:" + database));
        } catch (SQLException e) {
            throw new DatabaseAccessException(database, "opening a connection", e);
        }
        try {
            if (!readOnly) {
                opened.execute("PRAGMA wal_autocheckpoint=0");
                // A checkpoint has to sync the WAL before it writes the database file, and that file before it is done.
                opened.execute("PRAGMA synchronous=NORMAL");
            }
            return opened;
        } catch (DatabaseAccessException e) {
            opened.close();
            throw e;
        }
    }

    void execute(String sql) throws DatabaseAccessException {
        try {
            plain.execute(sql);
        } catch (SQLException e) {
            throw new DatabaseAccessException(database, sql, e);
        }
    }

    /** Executes, unless somebody else holds a lock that it takes. */
    boolean tryExecute(String sql) throws DatabaseAccessException {
        try {
            plain.execute(sql);
            return true;
        } catch (SQLException e) {
            if (e instanceof SQLiteException busy && busy.getResultCode() == SQLiteErrorCode.SQLITE_BUSY) {
                return false;
            }
            throw new DatabaseAccessException(database, sql, e);
        }
    }

    Query prepare(String sql) throws DatabaseAccessException {
        try {
            return new Query(sql, connection.prepareStatement(sql));
        } catch (SQLException e) {
            throw new DatabaseAccessException(database, sql, e);
        }
    }

    String text(String sql) throws DatabaseAccessException {
        try (ResultSet rows = plain.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException e) {
            throw new DatabaseAccessException(database, sql, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing can be done about it, and the other connections are to be closed, too.
            log.warn("Closing a connection failed database={}", database, e);
        }
    }

    /** A prepared statement that answers with one row of numbers. */
    final class Query {

        private final String sql;
        private final PreparedStatement statement;

        private Query(String sql, PreparedStatement statement) {
            this.sql = sql;
            this.statement = statement;
        }

        /** Runs it and returns the number in the first column. */
        long number() throws DatabaseAccessException {
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            } catch (SQLException e) {
                throw new DatabaseAccessException(database, sql, e);
            }
        }

        /**
         * Runs it and reads the answer of {@code wal_checkpoint}: busy, frames, backfilled frames.
         *
         * @return empty if SQLite could not tell, because somebody else was just changing the WAL's index
         */
        Optional<WalTail> tail() throws DatabaseAccessException {
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long frames = row.getLong(2);
                return frames < 0 ? Optional.empty() : Optional.of(new WalTail(frames, row.getLong(3)));
            } catch (SQLException e) {
                throw new DatabaseAccessException(database, sql, e);
            }
        }
    }
}
