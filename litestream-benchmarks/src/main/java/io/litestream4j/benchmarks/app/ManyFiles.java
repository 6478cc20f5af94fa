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
import java.util.Random;

/**
 * Makes a replica with a snapshot and many level-0 files: arguments are a database of {@code SampleDatabase}, the URL of its
 * replica, and the number of files.
 */
public final class ManyFiles {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** The files are for others to merge, or to restore from: a merge on the way would leave less to do. */
    private static final Duration UNMERGED = Duration.ofDays(1);

    private static final int ROWS_PER_FILE = 3;

    private ManyFiles() {}

    /** Writes the replica, and ends. */
    public static void main(String[] words) throws SQLException {
        DatabaseOptions options = DatabaseOptions.builder(Path.of(words[0]), ReplicaUrl.parse(words[1]))
                .syncInterval(Duration.ZERO)
                .upkeep(Upkeep.upkeep(UNMERGED))
                .build();
        try (Litestream litestream = new Litestream()) {
            LitestreamDatabase database = litestream.open(options);
            database.start();
            database.sync(LONGEST);
            database.snapshot(LONGEST);
            change(database, Integer.parseInt(words[2]));
        }
    }

    /** Each file changes a few rows anywhere, and adds some at the end. */
    private static void change(LitestreamDatabase database, int files) throws SQLException {
        Random random = new Random(11);
        byte[] noise = new byte[1000];
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + database.options().path());
                Statement statement = connection.createStatement();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE doc SET data = ? WHERE id = (abs(random()) % 100000) + 1");
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO doc(name, body, data) VALUES ('new', ?, ?)")) {
            statement.execute("PRAGMA wal_autocheckpoint=0");
            connection.setAutoCommit(false);
            for (int file = 0; file < files; file++) {
                for (int row = 0; row < ROWS_PER_FILE; row++) {
                    random.nextBytes(noise);
                    update.setBytes(1, noise);
                    update.executeUpdate();
                    insert.setString(1, "text of file " + file);
                    insert.setBytes(2, noise);
                    insert.executeUpdate();
                }
                connection.commit();
                database.committed();
                database.sync(LONGEST);
            }
        }
    }
}
