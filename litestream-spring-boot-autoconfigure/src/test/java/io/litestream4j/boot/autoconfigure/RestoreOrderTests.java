package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.Litestream;
import java.io.IOException;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * Tests that a missing database is restored before anything else opens it: were it the other way round, there would be
 * an empty database by then, and the note would be lost.
 */
class RestoreOrderTests {

    @TempDir
    Path directory;

    @Test
    void restoresBeforeFlyway() throws IOException {
        assertRestoredFirst(
                runner().withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class)),
                "SELECT count(*) FROM flyway_schema_history");
    }

    @Test
    void restoresBeforeLiquibase() throws IOException {
        assertRestoredFirst(
                runner().withConfiguration(AutoConfigurations.of(LiquibaseAutoConfiguration.class))
                        .withPropertyValues("spring.liquibase.change-log=classpath:db/changelog/notes.sql"),
                "SELECT count(*) FROM databasechangelog");
    }

    @Test
    void restoresBeforeScripts() throws IOException {
        assertRestoredFirst(
                runner().withConfiguration(AutoConfigurations.of(DataSourceInitializationAutoConfiguration.class))
                        .withPropertyValues(
                                "spring.sql.init.mode=always",
                                "spring.sql.init.schema-locations=classpath:db/schema.sql"),
                "SELECT 1");
    }

    private void assertRestoredFirst(ApplicationContextRunner runner, String migrations) throws IOException {
        runner.run(context -> jdbc(context).update("INSERT INTO notes(text) VALUES ('survives')"));
        FileSystemUtils.deleteRecursively(data());
        assertThat(data().toFile().mkdir()).isTrue();
        runner.run(context -> {
            assertThat(context.getBean(Litestream.class)
                            .databases()
                            .get(0)
                            .status()
                            .lastRestore())
                    .isNotNull();
            assertThat(jdbc(context).queryForList("SELECT text FROM notes", String.class))
                    .containsExactly("survives");
            assertThat(jdbc(context).queryForObject(migrations, Integer.class)).isEqualTo(1);
        });
    }

    private ApplicationContextRunner runner() {
        assertThat(data().toFile().mkdir()).isTrue();
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(LitestreamAutoConfiguration.class, DataSourceAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.url=jdbc:sqlite:" + data().resolve("notes.db"),
                        "litestream.replica.url=" + directory.resolve("replica").toUri());
    }

    private Path data() {
        return directory.resolve("data");
    }

    private static JdbcTemplate jdbc(ApplicationContext context) {
        return new JdbcTemplate(context.getBean(DataSource.class));
    }
}
