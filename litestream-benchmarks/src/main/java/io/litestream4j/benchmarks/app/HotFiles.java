package io.litestream4j.benchmarks.app;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.replica.ReplicaUrl;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;

/**
 * Makes a replica with many level-0 files of one small table, whose rows change over and over: arguments are a new database,
 * the URL of its replica, and the number of files.
 */
public final class HotFiles {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** The files are for others to merge, or to restore from: a merge on the way would leave less to do. */
    private static final Duration UNMERGED = Duration.ofDays(1);

    private static final int ROWS = 2_000;
    private static final int ROWS_PER_FILE = 20;
    private static final int NOISE = 100;

    private final Random random = new Random(5);

    private HotFiles() {}

    /** Writes database and replica, and ends. */
    public static void main(String[] words) throws SQLException {
        DatabaseOptions options = DatabaseOptions.builder(Path.of(words[0]), ReplicaUrl.parse(words[1]))
                .syncInterval(Duration.ZERO)
                .upkeep(Upkeep.upkeep(UNMERGED))
                .build();
        HotFiles table = new HotFiles();
        // The engine's connections are closed last, so that the WAL stays.
        try (Litestream litestream = new Litestream();
                Connection connection = DriverManager.getConnection("jdbc:sqlite:" + options.path())) {
            table.create(connection);
            LitestreamDatabase database = litestream.open(options);
            database.start();
            database.sync(LONGEST);
            table.change(connection, database, Integer.parseInt(words[2]));
        }
    }

    private void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA wal_autocheckpoint=0");
            statement.execute("CREATE TABLE hot(id INTEGER PRIMARY KEY, data TEXT)");
        }
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO hot(data) VALUES (?)")) {
            for (int row = 0; row < ROWS; row++) {
                insert.setString(1, noise());
                insert.executeUpdate();
            }
        }
        connection.commit();
    }

    private void change(Connection connection, LitestreamDatabase database, int files) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE hot SET data = ? WHERE id = ?")) {
            for (int file = 0; file < files; file++) {
                for (int row = 0; row < ROWS_PER_FILE; row++) {
                    update.setString(1, noise());
                    update.setInt(2, 1 + random.nextInt(ROWS));
                    update.executeUpdate();
                }
                connection.commit();
                database.committed();
                database.sync(LONGEST);
            }
        }
    }

    private String noise() {
        byte[] bytes = new byte[NOISE];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
