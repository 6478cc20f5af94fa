package io.litestream4j.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes the databases to start from. */
final class SampleDatabase {

    private static final int ROWS_PER_MEGABYTE = 256;
    private static final int ROWS_PER_COMMIT = 10_000;
    private static final int TEXT_SIZE = 2300;
    private static final int RANDOM_SIZE = 1450;
    private static final int WORDS = 4000;
    private static final int TEXTS = 2000;

    private final Random random = new Random(7);
    private final List<String> words =
            IntStream.range(0, WORDS).mapToObj(i -> word()).toList();
    private final List<String> texts =
            IntStream.range(0, TEXTS).mapToObj(i -> text()).toList();

    private SampleDatabase() {}

    /** Creates a database in WAL mode with an empty table. */
    static void createEmpty(Path file) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("CREATE TABLE settings(name TEXT PRIMARY KEY, value TEXT)");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create " + file, e);
        }
    }

    /** Creates a database of which about half can be compressed away: JSON beside random bytes. */
    static void createMixed(Path file, int megabytes) {
        SampleDatabase sample = new SampleDatabase();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=OFF");
            statement.execute("CREATE TABLE doc(id INTEGER PRIMARY KEY, name TEXT, body TEXT, data BLOB)");
            statement.execute("CREATE INDEX doc_name ON doc(name)");
            sample.fill(connection, megabytes * ROWS_PER_MEGABYTE);
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create " + file, e);
        }
    }

    private void fill(Connection connection, int rows) throws SQLException {
        connection.setAutoCommit(false);
        String sql = "INSERT INTO doc(name, body, data) VALUES (?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            byte[] noise = new byte[RANDOM_SIZE];
            for (int row = 1; row <= rows; row++) {
                random.nextBytes(noise);
                insert.setString(1, any(words) + "-" + row);
                insert.setString(2, any(texts));
                insert.setBytes(3, noise);
                insert.executeUpdate();
                if (row % ROWS_PER_COMMIT == 0 || row == rows) {
                    connection.commit();
                }
            }
        }
        connection.setAutoCommit(true);
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String word() {
        String letters = "etaoinshrdlucmfwyp";
        StringBuilder word = new StringBuilder();
        for (int length = 2 + random.nextInt(9); length > 0; length--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    private String text() {
        StringBuilder json = new StringBuilder("[");
        while (json.length() < TEXT_SIZE) {
            json.append("{\"product\":\"")
                    .append(any(words))
                    .append("\",\"quantity\":")
                    .append(random.nextInt(20));
            json.append(",\"currency\":\"EUR\",\"unit_price\":").append(random.nextInt(100_000));
            json.append(",\"warehouse\":\"central\",\"gift_wrapped\":false},");
        }
        return json.append("{}]").toString();
    }
}
