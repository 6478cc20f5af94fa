package io.litestream4j.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Hashes of what a database holds, for comparing two. */
public final class DatabaseContent {

    private static final int BUFFER_SIZE = 1 << 16;

    private DatabaseContent() {}

    /** Returns the SHA-256 of a file's bytes in hex. Not for a database that is open in this process. */
    public static String sha256(Path file) throws IOException {
        MessageDigest digest = newDigest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_SIZE];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Opens a database and returns its {@linkplain #logicalSha256(Connection) logical hash}. */
    public static String logicalSha256(Path database) throws SQLException {
        try (Connection connection = new TestDatabase(database).open()) {
            return logicalSha256(connection);
        }
    }

    /**
     * Returns the SHA-256 in hex over all rows, whatever the pages look like: for each table by name {@code table|name},
     * then each row in the order of its rowid (or primary key, where there is no rowid) as the SQL literals of its columns,
     * joined by {@code |}; each on a line. The connection must not be in a transaction.
     */
    public static String logicalSha256(Connection connection) throws SQLException {
        MessageDigest digest = newDigest();
        TestDatabase.execute(connection, "BEGIN");
        try {
            for (String table : column(connection, tables())) {
                update(digest, "table|" + table + "\n");
                addRows(digest, connection, rows(connection, table));
            }
        } finally {
            TestDatabase.execute(connection, "COMMIT");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String tables() {
        return "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                + " ORDER BY name";
    }

    private static String rows(Connection connection, String table) throws SQLException {
        String columns =
                column(connection, "SELECT name FROM pragma_table_info(" + literal(table) + ") ORDER BY cid").stream()
                        .map(name -> "quote(" + identifier(name) + ")")
                        .collect(Collectors.joining(" || '|' || "));
        return "SELECT " + columns + " FROM " + identifier(table) + " ORDER BY " + order(connection, table);
    }

    private static String order(Connection connection, String table) throws SQLException {
        String withoutRowid = "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = " + literal(table);
        if (column(connection, withoutRowid).equals(List.of("0"))) {
            return "rowid";
        }
        return column(connection, "SELECT name FROM pragma_table_info(" + literal(table) + ") WHERE pk > 0 ORDER BY pk")
                .stream()
                .map(DatabaseContent::identifier)
                .collect(Collectors.joining(", "));
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static void addRows(MessageDigest digest, Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                update(digest, rows.getString(1) + "\n");
            }
        }
    }

    private static List<String> column(Connection connection, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static void update(MessageDigest digest, String line) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
