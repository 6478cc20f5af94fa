package io.litestream4j.sqlite;

import io.litestream4j.io.CorruptDataException;
import io.litestream4j.io.CorruptDataException.Problem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteErrorCode;

/**
 * A database file that nobody changes at the moment. SQLite itself reads it, as immutable: without locks, without looking
 * at a WAL, and without making any file beside it.
 */
public final class OfflineDatabase {

    /** What SQLite answers to a check that found nothing. */
    private static final String OK = "ok";

    /** How many findings are worth reading. */
    private static final int MAX_FINDINGS = 10;

    /** How many steps SQLite makes, or pages it looks at, before it is asked whether to go on. */
    private static final int STEPS = 1000;

    private static final int WAL_HEADER_SIZE = 32;
    private static final int FRAME_HEADER_SIZE = 24;

    private final Path file;

    /** Creates an object for a file; nothing is opened yet. */
    public OfflineDatabase(Path file) {
        this.file = file;
    }

    /**
     * Returns whether SQLite takes the file for a database, by its header.
     *
     * @throws IOException if the file cannot be read
     */
    public boolean isDatabase() throws IOException {
        try {
            query("PRAGMA schema_version");
            return true;
        } catch (SQLException e) {
            if (is(e, SQLiteErrorCode.SQLITE_NOTADB)) {
                return false;
            }
            if (is(e, SQLiteErrorCode.SQLITE_CORRUPT)) {
                return true;
            }
            throw new IOException(file + " cannot be read: " + describe(e), e);
        }
    }

    /**
     * Runs {@code quick_check} and returns what it found, at most {@value #MAX_FINDINGS} lines; empty is good.
     *
     * @throws InterruptedIOException if the thread is interrupted meanwhile; it still is then
     * @throws IOException if SQLite cannot check the file, which says nothing about it: it may need a collation or a function
     *     that an application defines
     */
    public List<String> quickCheck() throws IOException {
        return check("quick_check");
    }

    /** Runs {@code integrity_check}; otherwise as {@link #quickCheck()}. */
    public List<String> integrityCheck() throws IOException {
        return check("integrity_check");
    }

    /**
     * Moves the WAL beside the file into it, and removes the WAL.
     *
     * @throws CorruptDataException if SQLite does not find as many good frames as the WAL has room for
     * @throws IOException if SQLite cannot do it
     */
    public void applyWal() throws IOException {
        Path wal = file.resolveSibling(file.getFileName() + "-wal");
        long size = Files.size(wal);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri() + "?mode=rw");
                Statement statement = connection.createStatement()) {
            long frames = (size - WAL_HEADER_SIZE) / (FRAME_HEADER_SIZE + number(statement, "PRAGMA page_size", 1));
            long found = number(statement, "PRAGMA wal_checkpoint(FULL)", 2);
            if (found != frames) {
                throw new CorruptDataException(
                        Problem.CHECKSUM_MISMATCH,
                        wal.toString(),
                        -1,
                        "has room for " + frames + " frames, but SQLite takes " + found + " for good");
            }
            number(statement, "PRAGMA wal_checkpoint(TRUNCATE)", 1);
        } catch (SQLException e) {
            throw new IOException("SQLite cannot apply " + wal + ": " + e.getMessage(), e);
        }
        Files.deleteIfExists(wal);
    }

    private static long number(Statement statement, String sql, int column) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            return result.getLong(column);
        }
    }

    private static boolean is(SQLException failure, SQLiteErrorCode code) {
        return (failure.getErrorCode() & 0xff) == code.code;
    }

    /** That the native library cannot be loaded, and why, is in the cause only. */
    private static String describe(SQLException failure) {
        return failure.getMessage() + (failure.getCause() == null ? "" : ": " + failure.getCause());
    }

    private List<String> check(String pragma) throws IOException {
        try {
            List<String> findings = query("PRAGMA " + pragma + "(" + MAX_FINDINGS + ")");
            return findings.equals(List.of(OK)) ? List.of() : findings;
        } catch (SQLException e) {
            if (is(e, SQLiteErrorCode.SQLITE_CORRUPT) || is(e, SQLiteErrorCode.SQLITE_NOTADB)) {
                return List.of(String.valueOf(e.getMessage()));
            }
            if (is(e, SQLiteErrorCode.SQLITE_INTERRUPT)) {
                throw new InterruptedIOException("interrupted while SQLite was checking " + file);
            }
            throw new IOException(file + " cannot be checked: " + describe(e), e);
        }
    }

    private List<String> query(String sql) throws SQLException {
        String url = "jdbc:sqlite:" + file.toUri() + "?mode=ro&immutable=1";
        try (Connection connection = DriverManager.getConnection(url)) {
            ProgressHandler.setHandler(connection, STEPS, new Interruption());
            return query(connection, sql);
        }
    }

    private static List<String> query(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    /** Has SQLite end what it does once the thread that it does that on is interrupted. */
    private static final class Interruption extends ProgressHandler {

        @Override
        protected int progress() {
            return Thread.currentThread().isInterrupted() ? 1 : 0;
        }
    }
}
