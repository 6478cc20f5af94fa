package io.litestream4j.interop;

import io.litestream4j.testing.DatabaseContent;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** What the application has in a database: without the tables that the binary adds to it and writes by itself. */
final class AppContent {

    private AppContent() {}

    /** Returns a hash of all rows of all tables of the application. */
    static String of(Path database) throws IOException, SQLException {
        Path copy = Files.createTempFile(database.getParent(), "content-", ".db");
        try (Connection connection = new TestDatabase(database).open()) {
            TestDatabase.execute(connection, "VACUUM INTO '" + copy + "'");
        }
        try (Connection connection = new TestDatabase(copy).open()) {
            TestDatabase.execute(
                    connection, "DROP TABLE IF EXISTS _litestream_seq", "DROP TABLE IF EXISTS _litestream_lock");
            return DatabaseContent.logicalSha256(connection);
        } finally {
            Files.delete(copy);
        }
    }
}
