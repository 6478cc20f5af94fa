package io.litestream4j;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.TestDatabase;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * An instance of an application that is deployed several times: restores, writes rows, and prints each row that was
 * replicated. Once it is fenced it begins again with an empty disk.
 */
final class WriterProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path directory;
    private final String name;
    private final ReplicaOptions replica;
    private final LeaseMode lease;
    private final Duration clockIsAheadBy;
    private final PrintStream output =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private long row;

    private WriterProcess(
            Path directory, String name, ReplicaOptions replica, LeaseMode lease, Duration clockIsAheadBy) {
        this.directory = directory;
        this.name = name;
        this.replica = replica;
        this.lease = lease;
        this.clockIsAheadBy = clockIsAheadBy;
    }

    /** The program: directory, name, lease mode, seconds by which the clock is wrong, replica URL, settings as name=value. */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> settings = new HashMap<>();
        for (int i = 5; i < arguments.length; i++) {
            String[] setting = arguments[i].split("=", 2);
            settings.put(setting[0], setting[1]);
        }
        new WriterProcess(
                        Path.of(arguments[0]),
                        arguments[1],
                        ReplicaOptions.of(ReplicaUrl.parse(arguments[4])).withSettings(settings),
                        LeaseMode.valueOf(arguments[2]),
                        Duration.ofSeconds(Long.parseLong(arguments[3])))
                .run();
    }

    private void run() throws Exception {
        for (int life = 0; ; life++) {
            Path disk = Files.createDirectories(directory.resolve("disk-" + life));
            try (Litestream litestream = new Litestream(() -> Instant.now().plus(clockIsAheadBy))) {
                live(litestream.open(options(disk.resolve("app.db"))));
            } catch (LitestreamException e) {
                output.println("over " + name + " " + e.getMessage());
            }
        }
    }

    private DatabaseOptions options(Path database) {
        return DatabaseOptions.builder(database, replica)
                .syncInterval(Duration.ZERO)
                .shutdownSyncTimeout(Duration.ofSeconds(2))
                .probe(ProbeMode.OFF)
                .lease(new LeaseOptions(lease, Duration.ofSeconds(1), Duration.ofMinutes(1)))
                .build();
    }

    private void live(LitestreamDatabase database) throws SQLException {
        database.restoreOnStart();
        TestDatabase file = new TestDatabase(database.options().path());
        try (Connection connection = file.open()) {
            TestDatabase.execute(connection, "PRAGMA journal_mode=WAL");
            database.start();
            // The table is there, or the first to come makes it.
            TestDatabase.execute(connection, "CREATE TABLE IF NOT EXISTS note(name TEXT, row INTEGER)");
            while (true) {
                row++;
                TestDatabase.execute(connection, "INSERT INTO note VALUES ('" + name + "', " + row + ")");
                database.committed();
                database.sync(PATIENCE);
                output.println("replicated " + name + " " + row);
            }
        } finally {
            database.close();
        }
    }
}
