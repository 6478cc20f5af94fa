package io.litestream4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Situations in which the Litestream binary is known to go on without what was written. The same is done with both; what the
 * binary restores afterwards is reported beside ours, and is none of our promises.
 */
class KnownHolesTests extends Interop {

    private static final String ROWS = "SELECT count(*) FROM note";

    /** Something that happens while a program replicates. */
    @FunctionalInterface
    private interface Event {
        void happen() throws IOException, SQLException;
    }

    /** How a program is asked to put everything on the replica. */
    @FunctionalInterface
    private interface Sync {
        void run() throws IOException, InterruptedException;
    }

    @BeforeEach
    void createTable() throws SQLException {
        TestDatabase.create(temporary.resolve("other.db"), 4096);
        write(database, 40);
        write(other(), 100);
    }

    private TestDatabase other() {
        return new TestDatabase(temporary.resolve("other.db"));
    }

    private static void write(TestDatabase database, int rows) throws SQLException {
        try (Connection connection = database.open()) {
            TestDatabase.execute(
                    connection,
                    "CREATE TABLE IF NOT EXISTS note(id INTEGER PRIMARY KEY, text BLOB)",
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + rows + ")"
                            + " INSERT INTO note(text) SELECT randomblob(100) FROM n");
        }
    }

    @Test
    void hole7DatabaseFileReplacedWhileItIsReplicated(TestReporter reporter) throws Exception {
        compare(reporter, this::replaceDatabase);
    }

    private void replaceDatabase() throws IOException, SQLException {
        for (String suffix : new String[] {"-wal", "-shm"}) {
            Files.deleteIfExists(Path.of(database.path() + suffix));
        }
        Files.copy(other().path(), temporary.resolve("new.db"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(temporary.resolve("new.db"), database.path(), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void hole9LevelZeroEmptied(TestReporter reporter) throws Exception {
        compare(reporter, this::emptyLevelZero);
    }

    private void emptyLevelZero() throws IOException {
        try (Stream<Path> files = Files.walk(temporary.resolve("replica"))) {
            for (Path file :
                    files.filter(file -> file.toString().contains("/ltx/0/")).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Does the same with the binary and with us, each with a replica of its own. */
    private void compare(TestReporter reporter, Event event) throws Exception {
        String theirs = withBinary(event);
        deleteAll();
        String ours = withEngine(event);
        reporter.publishEntry(Map.of(
                "rows in the database", rows(database), "restored by the binary", theirs, "restored by us", ours));
        assertThat(ours).isEqualTo(rows(database));
    }

    private String withBinary(Event event) throws Exception {
        try (BinaryReplication running = binary.replicate(database.path(), replica)) {
            running.sync();
            event.happen();
            write(database, 20);
            trySync(running::sync);
        }
        Path output = temporary.resolve("theirs.db");
        try {
            binary.restore(replica, output);
            return rows(new TestDatabase(output));
        } catch (IOException | SQLException | AssertionError e) {
            return "nothing (" + e.getMessage() + ")";
        }
    }

    private String withEngine(Event event) throws Exception {
        try (EngineReplication running = EngineReplication.start(database.path(), replica)) {
            running.sync();
            event.happen();
            write(database, 20);
            // What is going on is noticed within the monitor interval; until then a sync may fail, and says why.
            Awaitility.await().ignoreExceptions().until(() -> {
                running.sync();
                return true;
            });
            // A restart is what follows sooner or later, and has to end well too.
            running.stop();
        }
        try (EngineReplication again = EngineReplication.start(database.path(), replica)) {
            again.sync();
        }
        Path output = temporary.resolve("ours.db");
        EngineReplication.restore(replica, output);
        return rows(new TestDatabase(output));
    }

    private static void trySync(Sync sync) throws InterruptedException {
        try {
            sync.run();
        } catch (IOException | AssertionError e) {
            // What it restores then is the answer.
        }
    }

    /** The replica and what both keep beside the database. */
    private void deleteAll() throws IOException {
        for (String name : new String[] {"replica", ".app.db-litestream"}) {
            try (Stream<Path> files = Files.walk(temporary.resolve(name))) {
                for (Path file : files.sorted((one, two) -> two.compareTo(one)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String rows(TestDatabase database) throws SQLException {
        return database.value(ROWS);
    }
}
