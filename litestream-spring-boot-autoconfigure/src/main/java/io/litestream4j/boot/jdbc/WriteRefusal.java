package io.litestream4j.boot.jdbc;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/**
 * Makes connections read-only from the moment that it is told to, for good: SQLite itself refuses the writes, and the
 * exception is given a reason. A transaction that has written before may still be committed. Thread-safe.
 */
final class WriteRefusal {

    /** The SQL state of a write in a read-only transaction. */
    private static final String READ_ONLY_STATE = "25006";

    private static final int PRIMARY_CODE = 0xff;

    private final Set<SQLiteConnection> refusing =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private volatile @Nullable String reason;

    /** Begins. */
    void begin(String why) {
        reason = why;
    }

    /** Makes a connection read-only if it is time to. */
    void apply(SQLiteConnection connection) throws SQLException {
        if (reason == null || refusing.contains(connection)) {
            return;
        }
        // The driver would begin transactions that only read with a lock for writing, which is refused as well.
        connection.getConnectionConfig().setTransactionMode(TransactionMode.DEFERRED);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only=ON");
        }
        refusing.add(connection);
    }

    /** Returns what to throw for a failure of the driver: the same, or one that says why the write was refused. */
    SQLException explained(SQLException failure) {
        String why = reason;
        return why != null && code(failure) == SQLiteErrorCode.SQLITE_READONLY.code
                ? new SQLNonTransientException(
                        "The database is read-only: " + why, READ_ONLY_STATE, failure.getErrorCode(), failure)
                : failure;
    }

    /** Returns SQLite's primary result code, which the driver leaves with the cause when a batch fails. */
    private static int code(SQLException failure) {
        return failure instanceof BatchUpdateException && failure.getCause() instanceof SQLException cause
                ? code(cause)
                : failure.getErrorCode() & PRIMARY_CODE;
    }
}
