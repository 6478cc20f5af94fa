package io.litestream4j.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite refused what the engine asked of it. */
public final class DatabaseAccessException extends IOException {

    private static final long serialVersionUID = 1L;

    DatabaseAccessException(Path database, String action, SQLException cause) {
        super(database + ": " + action + " failed: " + cause.getMessage(), cause);
    }

    /** Returns whether somebody else held a lock. */
    boolean isBusy() {
        return getCause() instanceof SQLiteException refused
                && (refused.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
    }

    /** Creates an exception for a database that cannot be used as it is. */
    public DatabaseAccessException(String message) {
        super(message);
    }
}
