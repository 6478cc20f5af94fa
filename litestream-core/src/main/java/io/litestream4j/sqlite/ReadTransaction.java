package io.litestream4j.sqlite;

import java.io.Closeable;
import java.nio.file.Path;

/**
 * A read transaction on a connection of its own: from {@link #begin()} to {@link #close()} nobody moves frames behind its
 * mark into the database file. The connection is read-only, so that SQLite leaves the WAL in place if it is the last one.
 * Begun by one thread; {@link #close()} may be called by any, and more than once.
 */
public final class ReadTransaction implements Closeable {

    private final EngineConnection connection;
    private boolean closed;

    private ReadTransaction(EngineConnection connection) {
        this.connection = connection;
    }

    /** Opens the connection to an existing database; it holds nothing yet. */
    public static ReadTransaction open(Path database) throws DatabaseAccessException {
        return new ReadTransaction(EngineConnection.open(database, true));
    }

    /** Begins at the end of the WAL, or at zero if all of the WAL is in the database file. */
    public synchronized void begin() throws DatabaseAccessException {
        connection.execute("BEGIN");
        // BEGIN alone takes no lock: the first read does.
        connection.text("PRAGMA schema_version");
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            connection.close();
        }
    }
}
