package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.boot.LitestreamOperations;
import io.litestream4j.ltx.TxId;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/** Tests for the marks that are made before Flyway or Liquibase change a database. */
class MigrationMarkTests {

    private static final String V1 = "classpath:db/migration";

    private static final String V2 = "classpath:db/migration,classpath:db/v2";

    @TempDir
    Path directory;

    @BeforeEach
    void createDirectories() throws IOException {
        Files.createDirectories(data());
    }

    @Test
    void stateBeforeFlywayCanBeRestored() {
        flyway(V1).run(context -> jdbc(context).update("INSERT INTO notes(text) VALUES ('old')"));
        flyway(V2).run(context -> {
            assertThat(textsIn(context, "lines")).containsExactly("old");
            assertThat(restoredTexts(context, "before-flyway-")).containsExactly("old");
        });
    }

    @Test
    void stateBeforeLiquibaseCanBeRestored() {
        liquibase("notes.sql").run(context -> jdbc(context).update("INSERT INTO notes(text) VALUES ('old')"));
        liquibase("more.yaml").run(context -> {
            assertThat(textsIn(context, "lines")).containsExactly("old");
            assertThat(restoredTexts(context, "before-liquibase-")).containsExactly("old");
        });
    }

    @Test
    void whatTheReplicaLackedIsInTheMarkedState() throws IOException {
        flyway(V1).run(context -> jdbc(context).update("INSERT INTO notes(text) VALUES ('old')"));
        new JdbcTemplate(new DriverManagerDataSource("jdbc:sqlite:" + database()))
                .update("INSERT INTO notes(text) VALUES ('while replication was off')");
        flyway(V2).run(context -> assertThat(restoredTexts(context, "before-flyway-"))
                .containsExactly("old", "while replication was off"));
    }

    @Test
    void restoredDatabaseIsMarkedToo() {
        flyway(V1).run(context -> jdbc(context).update("INSERT INTO notes(text) VALUES ('old')"));
        assertThat(FileSystemUtils.deleteRecursively(data().toFile())).isTrue();
        assertThat(data().toFile().mkdir()).isTrue();
        flyway(V2).run(context -> assertThat(restoredTexts(context, "before-flyway-"))
                .containsExactly("old"));
    }

    @Test
    void newDatabaseIsNotMarked() {
        flyway(V2).run(context -> assertThat(database(context).marks()).isEmpty());
    }

    @Test
    void nothingIsMarkedWhenFlywayHasNothingToMigrate() {
        flyway(V1).run(context -> {});
        flyway(V1).run(context -> assertThat(database(context).marks()).isEmpty());
    }

    @Test
    void nothingIsMarkedWhenLiquibaseHasNothingToRun() {
        liquibase("notes.sql").run(context -> {});
        liquibase("notes.sql")
                .run(context -> assertThat(database(context).marks()).isEmpty());
    }

    @Test
    void nothingIsMarkedIfThatIsNotWanted() {
        flyway(V1).run(context -> {});
        flyway(V2)
                .withPropertyValues("litestream.marks.before-migrations=false")
                .run(context -> assertThat(database(context).marks()).isEmpty());
    }

    @Test
    void applicationsOwnStrategyMigratesAndStaysWhatItIs() {
        flyway(V1).run(context -> {});
        flyway(V2).withBean(CountingStrategy.class).run(context -> {
            assertThat(context.getBean(CountingStrategy.class).migrations).hasValue(1);
            assertThat(database(context).marks()).hasSize(1);
        });
    }

    @Test
    void eachFlywayHasItsOwnDatabaseMarked() {
        flyway(V1).withUserConfiguration(OtherDatabase.class).run(context -> {});
        flyway(V2).withUserConfiguration(OtherDatabase.class).run(context -> {
            assertThat(context.getBean(Litestream.class).databases())
                    .allSatisfy(database -> assertThat(database.marks()).hasSize(1));
        });
    }

    @Test
    void onlyTheNewestMarksOfAToolAreKept() {
        flyway(V1).run(context -> {
            Mark own = database(context).mark("mine");
            Mark first = database(context)
                    .mark("first", "flyway", database(context).options().shutdownSyncTimeout());
            assertThat(own.txId()).isEqualTo(first.txId());
        });
        flyway(V2).withPropertyValues("litestream.marks.keep=1").run(context -> assertThat(
                        database(context).marks())
                .extracting(mark -> mark.name().replaceFirst("-2.*", ""))
                .containsExactlyInAnyOrder("mine", "before-flyway"));
    }

    @Test
    void replicaThatIsAwayDelaysTheMigrationOnlyForAWhile() throws IOException {
        flyway(V1).run(context -> {});
        Files.move(replica(), directory.resolve("elsewhere"));
        Files.writeString(replica(), "not a directory");
        flyway(V2)
                .withPropertyValues("litestream.marks.timeout=200ms", "litestream.shutdown-sync-timeout=200ms")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(textsIn(context, "lines")).isEmpty();
                    assertThat(database(context).status().content().marks()).isEmpty();
                });
        assertThat(directory.resolve("elsewhere/marks")).doesNotExist();
    }

    @Test
    void applicationsWithoutFlywayAndLiquibaseStart() {
        runner().withClassLoader(new FilteredClassLoader("org.flywaydb", "liquibase"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(LitestreamOperations.class));
    }

    private static List<@Nullable String> restoredTexts(ApplicationContext context, String prefix) {
        List<Mark> marks = database(context).marks();
        assertThat(marks).hasSize(1);
        assertThat(marks.get(0).name()).startsWith(prefix);
        assertThat(marks.get(0).txId()).isNotEqualTo(TxId.NONE);
        Path copy = context.getBean(LitestreamOperations.class)
                .restore("dataSource", new RestoreTarget.AtMark(marks.get(0).name()))
                .path();
        return new JdbcTemplate(new DriverManagerDataSource("jdbc:sqlite:" + copy))
                .queryForList("SELECT text FROM notes ORDER BY id", String.class);
    }

    private static List<@Nullable String> textsIn(ApplicationContext context, String table) {
        return jdbc(context).queryForList("SELECT text FROM " + table + " ORDER BY id", String.class);
    }

    private ApplicationContextRunner flyway(String locations) {
        return runner().withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withPropertyValues("spring.flyway.locations=" + locations);
    }

    private ApplicationContextRunner liquibase(String changeLog) {
        return runner().withConfiguration(AutoConfigurations.of(LiquibaseAutoConfiguration.class))
                .withPropertyValues("spring.liquibase.change-log=classpath:db/changelog/" + changeLog);
    }

    private ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        LitestreamAutoConfiguration.class,
                        LitestreamFlywayAutoConfiguration.class,
                        LitestreamLiquibaseAutoConfiguration.class,
                        DataSourceAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.url=jdbc:sqlite:" + database(),
                        "litestream.replica.url=" + replica().toUri());
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path database() {
        return data().resolve("notes.db");
    }

    private Path replica() {
        return directory.resolve("replica");
    }

    private static LitestreamDatabase database(ApplicationContext context) {
        return context.getBean(Litestream.class).databases().get(0);
    }

    private static JdbcTemplate jdbc(ApplicationContext context) {
        return new JdbcTemplate(context.getBean(DataSource.class));
    }

    /** A strategy that somebody asks for by its class. */
    static final class CountingStrategy implements FlywayMigrationStrategy {

        private final AtomicInteger migrations = new AtomicInteger();

        @Override
        public void migrate(Flyway flyway) {
            flyway.migrate();
            migrations.incrementAndGet();
        }
    }

    /** A second database with a Flyway of its own, beside those that Spring Boot makes. */
    @Configuration(proxyBeanMethods = false)
    static class OtherDatabase {

        @Bean(defaultCandidate = false)
        DataSource other(@Value("${spring.datasource.url}") String url) {
            return new DriverManagerDataSource(url.replace("notes.db", "other.db"));
        }

        @Bean(defaultCandidate = false)
        Flyway otherFlyway(
                @Qualifier("other") DataSource dataSource, @Value("${spring.flyway.locations}") String[] locations) {
            return Flyway.configure()
                    .dataSource(dataSource)
                    .locations(locations)
                    .load();
        }

        @Bean(defaultCandidate = false)
        FlywayMigrationInitializer otherInitializer(@Qualifier("otherFlyway") Flyway flyway) {
            return new FlywayMigrationInitializer(flyway);
        }
    }
}
