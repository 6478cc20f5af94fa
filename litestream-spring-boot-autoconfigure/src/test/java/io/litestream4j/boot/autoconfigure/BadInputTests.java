package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Tests that a start that cannot go on says what to do, and changes nothing. */
class BadInputTests {

    @TempDir
    Path directory;

    @AfterEach
    void nothingWasReplicated() {
        assertThat(directory.resolve("replica")).doesNotExist();
    }

    @Test
    void aDirectoryInThePlaceOfTheDatabase() throws IOException {
        Files.createDirectory(database());
        assertThat(failure(replica()).getDescription()).contains("notes.db is a directory");
        assertThat(database()).isEmptyDirectory();
    }

    @Test
    void anEmptyFileInThePlaceOfTheDatabase() throws IOException {
        Files.createFile(database());
        assertThat(failure(replica()).getDescription()).contains("notes.db is empty", "delete the file");
        assertThat(database()).isEmptyFile();
    }

    @Test
    void anotherKindOfFileInThePlaceOfTheDatabase() throws IOException {
        Files.writeString(database(), "plain text ".repeat(100));
        assertThat(failure(replica()).getDescription()).contains("is not an SQLite database");
        assertThat(database()).hasContent("plain text ".repeat(100));
    }

    @Test
    void aStoreThatNobodyKnows() {
        assertThat(failure("ftp://host/notes").getDescription()).contains("'ftp'");
        assertThat(database()).doesNotExist();
    }

    @Test
    void aStoreWhoseLibraryIsMissing() {
        FailureAnalysis failure = failure("abs://account@container/notes");
        assertThat(failure.getDescription()).contains("'abs'", "com.azure:azure-storage-blob");
        assertThat(failure.getAction())
                .contains("<artifactId>azure-storage-blob</artifactId>")
                .containsPattern("<version>\\d[\\w.]+</version>")
                .containsPattern("implementation\\(\"com.azure:azure-storage-blob:\\d[\\w.]+\"\\)");
        assertThat(database()).doesNotExist();
    }

    @Test
    void aPoolThatHasOpenedTheDatabaseBeforeItCouldBeRestored() {
        try (HikariDataSource pool = startedPool()) {
            FailureAnalysis failure = failure(runner(replica()).withBean("pool", DataSource.class, () -> pool));
            assertThat(failure.getDescription()).contains("'pool'", "notes.db before that could be restored");
            assertThat(failure.getAction()).contains("DataSourceBuilder", "'litestream.restore.on-start' to 'never'");
        }
    }

    @Test
    void anotherJournalMode() {
        assertRefused(runner(replica())
                .withPropertyValues("spring.datasource.url=jdbc:sqlite:" + database() + "?journal_mode=TRUNCATE"));
        assertRefused(runner(replica())
                .withPropertyValues("spring.datasource.hikari.data-source-properties.journal_mode=TRUNCATE"));
    }

    private void assertRefused(ApplicationContextRunner runner) {
        FailureAnalysis failure = failure(runner);
        assertThat(failure.getDescription()).contains("'dataSource' sets journal_mode=TRUNCATE", "WAL mode");
        assertThat(failure.getAction()).contains("set it to WAL");
        assertThat(database()).doesNotExist();
    }

    @Test
    void twoReplicasOfOneDatabase() {
        FailureAnalysis failure = failure(sharing());
        assertThat(failure.getDescription())
                .contains("'writer' and 'reader'", "notes.db", "/replica/writer with ", "/replica/reader with ");
        assertThat(failure.getAction())
                .contains("'litestream.databases.writer.replica.url' and 'litestream.databases.reader.replica.url'");
    }

    @Test
    void twoMetaPathsOfOneDatabase() {
        FailureAnalysis failure = failure(sharing()
                .withPropertyValues(
                        "litestream.databases.writer.replica.url=" + replica(),
                        "litestream.databases.reader.replica.url=" + replica(),
                        "litestream.meta-path=" + directory.resolve("meta")));
        assertThat(failure.getDescription()).contains("/meta/writer", "/meta/reader");
    }

    private ApplicationContextRunner sharing() {
        return runner(replica())
                .withBean("writer", DataSource.class, this::driverManager)
                .withBean("reader", DataSource.class, this::driverManager);
    }

    private DataSource driverManager() {
        return new DriverManagerDataSource("jdbc:sqlite:" + database());
    }

    private HikariDataSource startedPool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + database());
        return new HikariDataSource(config);
    }

    private FailureAnalysis failure(String replicaUrl) {
        return failure(runner(replicaUrl));
    }

    private static FailureAnalysis failure(ApplicationContextRunner runner) {
        AtomicReference<@Nullable FailureAnalysis> analysis = new AtomicReference<>();
        runner.run(context -> {
            Throwable failure = Objects.requireNonNull(context.getStartupFailure());
            analysis.set(FailureAnalyzerTests.analyze(failure));
        });
        return Objects.requireNonNull(analysis.get());
    }

    private ApplicationContextRunner runner(String replicaUrl) {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(LitestreamAutoConfiguration.class, DataSourceAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.url=jdbc:sqlite:" + database(), "litestream.replica.url=" + replicaUrl);
    }

    private String replica() {
        return directory.resolve("replica").toUri().toString();
    }

    private Path database() {
        return directory.resolve("notes.db");
    }
}
