package io.litestream4j.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** SQLite refused what the engine asked of it. */
public final class DatabaseAccessException extends IOException {

    private static final long serialVersionUID = 1L;

    DatabaseAccessException(Path database, String action, SQLException cause) {
        super(database + ": " + action + " failed: " + cause.getMessage(), cause);
    }

    /** Creates an exception for a database that cannot be used as it is. */
    public DatabaseAccessException(String message) {
        super(message);
    }
}
