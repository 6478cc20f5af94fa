package io.litestream4j.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A connection that now and then holds a read transaction open, and checks that it sees the same at its end. */
final class SnapshotReader implements AutoCloseable {

    private final Connection connection;
    private final String query;
    private String seen = "";

    SnapshotReader(Connection connection, String table) {
        this.connection = connection;
        this.query = "SELECT count(*) || ' rows, sum ' || total(n) FROM " + table;
    }

    /** Begins a read transaction, or ends the one that is open. */
    void toggle() throws SQLException {
        if (seen.isEmpty()) {
            TestDatabase.execute(connection, "BEGIN");
            seen = read();
        } else {
            end();
        }
    }

    /** Ends the read transaction if one is open. */
    void end() throws SQLException {
        if (seen.isEmpty()) {
            return;
        }
        String now = read();
        if (!now.equals(seen)) {
            throw new IllegalStateException("snapshot changed from " + seen + " to " + now);
        }
        TestDatabase.execute(connection, "COMMIT");
        seen = "";
    }

    private String read() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
