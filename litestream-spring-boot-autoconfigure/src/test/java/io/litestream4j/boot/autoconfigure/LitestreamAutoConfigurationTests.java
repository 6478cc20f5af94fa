package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariDataSource;
import io.litestream4j.Litestream;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.sqlite.JDBC;

/** Tests for {@link LitestreamAutoConfiguration} where nothing is replicated. */
class LitestreamAutoConfigurationTests {

    private static final String REPLICA = "litestream.replica.url=file:///nowhere";

    @TempDir
    Path directory;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(LitestreamAutoConfiguration.class, DataSourceAutoConfiguration.class));

    @Test
    void withoutReplicaUrlNothingIsWrappedAndOneLineSaysSo() {
        assertThat(logged(runner.withPropertyValues(url("notes.db"))
                        .withBean("side", DataSource.class, () -> sqlite("side.db"))
                        .withBean("other", DataSource.class, () -> sqlite("other.db"))))
                .singleElement()
                .asString()
                .contains("litestream.replica.url is not set");
    }

    @Test
    void aReplicaUrlThatNoDataSourceUsesIsAWarning() {
        assertThat(logged(runner.withPropertyValues(REPLICA).withBean("pg", DataSource.class, this::otherDatabase)))
                .singleElement()
                .asString()
                .contains("litestream.replica.url is set", "jdbc:sqlite:", "[pg]");
        assertThat(logged(new ApplicationContextRunner()
                        .withConfiguration(AutoConfigurations.of(LitestreamAutoConfiguration.class))
                        .withPropertyValues(REPLICA)))
                .singleElement()
                .asString()
                .contains("litestream.replica.url is set");
    }

    @Test
    void aReplicaUrlThatIsNotWantedOrMayBeUsedLaterIsNoWarning() {
        ApplicationContextRunner other =
                runner.withPropertyValues(REPLICA).withBean("pg", DataSource.class, this::otherDatabase);
        assertThat(logged(other.withPropertyValues("litestream.databases.pg.enabled=false")))
                .isEmpty();
        assertThat(logged(other.withBean(
                        "later", DataSource.class, () -> sqlite("later.db"), bean -> bean.setLazyInit(true))))
                .isEmpty();
    }

    @Test
    void disabledItIsNotThere() {
        runner.withPropertyValues(url("notes.db"), REPLICA, "litestream.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(Litestream.class));
    }

    @Test
    void disabledForOneDatabaseThatOneIsLeftAlone() {
        runner.withPropertyValues(url("notes.db"), REPLICA, "litestream.databases.dataSource.enabled=false")
                .run(context -> assertThat(context.getBean(DataSource.class)).isInstanceOf(HikariDataSource.class));
    }

    @Test
    void withoutTheDriverItIsNotThere() {
        runner.withClassLoader(new FilteredClassLoader(JDBC.class))
                .withBean(DataSource.class, DriverManagerDataSource::new)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Litestream.class));
    }

    @Test
    void withoutAnyDataSourceItDoesNothing() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(LitestreamAutoConfiguration.class))
                .withPropertyValues(REPLICA)
                .run(context -> assertThat(context.getBean(Litestream.class).databases())
                        .isEmpty());
    }

    @Test
    void databasesInMemoryAreLeftAlone() {
        runner.withPropertyValues("spring.datasource.url=jdbc:sqlite::memory:", REPLICA)
                .run(context -> assertThat(context.getBean(DataSource.class)).isInstanceOf(HikariDataSource.class));
    }

    @Test
    void nobodyAsksWhereADatabaseIsThatIsNotReplicated() {
        ApplicationContextRunner nowhere = runner.withPropertyValues("spring.datasource.url=jdbc:sqlite:\uD800");
        nowhere.run(context -> assertThat(context).hasNotFailed());
        nowhere.withPropertyValues(REPLICA, "litestream.databases.dataSource.enabled=false")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void otherDatabasesAreLeftAlone() {
        DataSource other = otherDatabase();
        runner.withBean(DataSource.class, () -> other)
                .withPropertyValues(REPLICA)
                .run(context -> assertThat(context.getBean(DataSource.class)).isSameAs(other));
    }

    @Test
    void backsOffWhenTheApplicationHasAnEngine() {
        runner.withBean("own", Litestream.class)
                .withPropertyValues(url("notes.db"))
                .run(context ->
                        assertThat(context).hasSingleBean(Litestream.class).hasBean("own"));
    }

    /** Returns what a start logs from INFO on where nothing is replicated. */
    private static List<String> logged(ApplicationContextRunner runner) {
        Logger logger = (Logger) LoggerFactory.getLogger("io.litestream4j");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
        try {
            runner.run(context ->
                    assertThat(context.getBean(Litestream.class).databases()).isEmpty());
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private DataSource otherDatabase() {
        return new DriverManagerDataSource("jdbc:postgresql://localhost/notes");
    }

    private DataSource sqlite(String name) {
        return new DriverManagerDataSource("jdbc:sqlite:" + directory.resolve(name));
    }

    private String url(String name) {
        return "spring.datasource.url=jdbc:sqlite:" + directory.resolve(name);
    }
}
