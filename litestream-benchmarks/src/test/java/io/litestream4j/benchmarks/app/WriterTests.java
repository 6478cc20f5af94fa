package io.litestream4j.benchmarks.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTests {

    @TempDir
    private Path temporary;

    @Test
    void measuredCommitsAreCountedAndLogged() throws Exception {
        Path database = temporary.resolve("app.db");
        Path log = temporary.resolve("commits.csv");
        Properties result = new Properties();
        try (HikariDataSource pool = PlainDataSource.open(database, "NORMAL")) {
            Writer writer = new Writer(pool, database, 1);
            writer.write(1, 50, false);
            writer.write(1, 50, true);
            writer.log().write(log);
            writer.describe(result);
        }
        assertThat(CommitLog.read(log)).hasSize(Integer.parseInt(result.getProperty("transactions")));
        assertThat(CommitLog.read(log)).extracting(CommitLog.Commit::frames).isSorted();
        assertThat(Integer.parseInt(result.getProperty("committed")))
                .isGreaterThan(Integer.parseInt(result.getProperty("transactions")));
        assertThat(result).containsEntry("busy", "0");
    }
}
