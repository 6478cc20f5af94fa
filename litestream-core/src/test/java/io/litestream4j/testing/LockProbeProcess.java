package io.litestream4j.testing;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteErrorCode;

/** The other process of a {@link LockProbe}: reads attempts, one per line, and answers whether each succeeded. */
final class LockProbeProcess {

    /** What to try. */
    enum Attempt {
        WRITE,
        TRUNCATE_WAL,
        LOCK_DATABASE,
        SWITCH_TO_DELETE
    }

    /** An attempt that needs a connection. */
    private interface SqliteAttempt {

        boolean succeeds(Statement statement) throws SQLException;
    }

    // SQLite's SHARED bytes in a database file, which every open connection in WAL mode holds a read lock on.
    private static final long SHARED_FIRST = 0x40000002L;
    private static final long SHARED_SIZE = 510;

    private static final int PRIMARY_CODE = 0xff;

    private final Path database;
    private final String url;

    private LockProbeProcess(String database) {
        this.database = Path.of(database);
        this.url = "jdbc:sqlite:" + database + "?busy_timeout=0";
    }

    /** Ends when standard input does. */
    public static void main(String[] arguments) throws IOException, SQLException {
        LockProbeProcess probe = new LockProbeProcess(arguments[0]);
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        BufferedReader attempts = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = attempts.readLine(); line != null; line = attempts.readLine()) {
            answers.println(LockProbe.ANSWER + probe.succeeds(Attempt.valueOf(line)));
        }
    }

    private boolean succeeds(Attempt attempt) throws IOException, SQLException {
        return switch (attempt) {
            case WRITE -> inSqlite(LockProbeProcess::write);
            case TRUNCATE_WAL ->
                inSqlite(statement ->
                        query(statement, "PRAGMA wal_checkpoint(TRUNCATE)").equals("0"));
            case SWITCH_TO_DELETE ->
                inSqlite(statement ->
                        query(statement, "PRAGMA journal_mode=DELETE").equals("delete"));
            case LOCK_DATABASE -> lockDatabase();
        };
    }

    /** No connection of this process is open now, so that closing the channel loses no lock of SQLite's. */
    private boolean lockDatabase() throws IOException {
        try (FileChannel channel = FileChannel.open(database, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock(SHARED_FIRST, SHARED_SIZE, false)) {
            return lock != null;
        }
    }

    private boolean inSqlite(SqliteAttempt attempt) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            return attempt.succeeds(statement);
        } catch (SQLException e) {
            if ((e.getErrorCode() & PRIMARY_CODE) == SQLiteErrorCode.SQLITE_BUSY.code) {
                return false;
            }
            throw e;
        }
    }

    private static boolean write(Statement statement) throws SQLException {
        statement.execute("BEGIN IMMEDIATE");
        statement.execute("ROLLBACK");
        return true;
    }

    private static String query(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
