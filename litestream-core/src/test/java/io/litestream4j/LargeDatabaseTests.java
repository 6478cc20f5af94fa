package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 13: databases that grow beyond the lock page at 1 GiB, captured in full and in increments; hazard 9. */
@EnabledIfSystemProperty(named = "litestream.slow", matches = "true", disabledReason = "writes some gigabytes")
class LargeDatabaseTests {

    private static final String SUMS =
            "SELECT count(*) || ' ' || sum(length(x)) || ' ' || max(hex(substr(x, 1, 8))) FROM t";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {512, 4096, 65536})
    void lockPageIsInNoFileAndNothingElseIsMissing(int pageSize) throws Exception {
        try (EngineKit kit = new EngineKit(directory);
                Connection connection =
                        TestDatabase.create(kit.database().path(), pageSize).open()) {
            TestDatabase.execute(connection, "PRAGMA synchronous=OFF", "CREATE TABLE t(id INTEGER PRIMARY KEY, x)");
            insert(connection, 15);
            LitestreamDatabase database = kit.start();
            database.sync(PATIENCE);
            insert(connection, 2);
            database.sync(PATIENCE);
            assertRestores(kit, database);
            TestDatabase.execute(
                    connection, "DELETE FROM t WHERE id < 10", "INSERT INTO t(x) VALUES (randomblob(100000))");
            database.snapshot(PATIENCE);
            assertRestores(kit, database);
            assertThat(kit.damaged()).isEmpty();
        }
    }

    /** Restores with as much time as an application has. */
    private void assertRestores(EngineKit kit, LitestreamDatabase database) throws Exception {
        Path copy = directory.resolve("copy.db");
        database.restoreTo(copy, new RestoreTarget.Latest());
        assertThat(new TestDatabase(copy).value(SUMS)).isEqualTo(kit.database().value(SUMS));
        Files.delete(copy);
    }

    /** Zeros: they are large in the database and small in LTX files. */
    private static void insert(Connection connection, int times64MiB) throws Exception {
        for (int i = 0; i < times64MiB; i++) {
            TestDatabase.execute(connection, "INSERT INTO t(x) VALUES (zeroblob(67108864))");
        }
    }
}
