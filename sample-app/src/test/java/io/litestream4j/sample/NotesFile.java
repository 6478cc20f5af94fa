package io.litestream4j.sample;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Reads the sample's database beside the sample. */
final class NotesFile {

    private NotesFile() {}

    /** Returns the texts of the notes by id. */
    static Map<Long, String> in(Path dataDirectory) throws SQLException {
        Map<Long, String> notes = new HashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dataDirectory.resolve("notes.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, text FROM notes")) {
            while (rows.next()) {
                notes.put(rows.getLong(1), rows.getString(2));
            }
        }
        return notes;
    }
}
