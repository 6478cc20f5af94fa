package io.litestream4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomWorkloadTests {

    private final long seed = new Random().nextLong();

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(ints = {512, 4096, 65536})
    void leavesASoundDatabase(int pageSize) throws SQLException {
        TestDatabase database = TestDatabase.create(temporary.resolve("app.db"), pageSize);
        run(database, seed);
        try (Connection connection = database.open()) {
            assertThat(query(connection, "PRAGMA integrity_check"))
                    .as("seed %d", seed)
                    .isEqualTo("ok");
            assertThat(query(connection, "PRAGMA page_size")).isEqualTo(Integer.toString(pageSize));
            assertThat(query(connection, "PRAGMA journal_mode")).isEqualTo("wal");
        }
    }

    @Test
    void sameSeedDoesTheSame() throws SQLException {
        TestDatabase one = TestDatabase.create(temporary.resolve("one.db"), 4096);
        TestDatabase two = TestDatabase.create(temporary.resolve("two.db"), 4096);
        assertThat(run(one, seed)).as("seed %d", seed).isEqualTo(run(two, seed)).isGreaterThan(150);
        assertThat(DatabaseContent.logicalSha256(one.path()))
                .as("seed %d", seed)
                .isEqualTo(DatabaseContent.logicalSha256(two.path()));
    }

    private static long run(TestDatabase database, long seed) throws SQLException {
        try (RandomWorkload workload = new RandomWorkload(database::open, seed)) {
            workload.run(250);
            return workload.commits();
        }
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
