package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.LitestreamException;
import io.litestream4j.boot.actuate.LitestreamEndpoint;
import io.litestream4j.boot.actuate.LitestreamOperation;
import io.litestream4j.boot.jdbc.LitestreamDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Tests for replication inside an application context. */
class ReplicationTests {

    private static final String COUNT = "SELECT count(*) FROM notes";

    @TempDir
    Path directory;

    @Test
    void aDeletedDatabaseIsBackAfterARestart() throws IOException {
        runner().run(context -> createNotes(context, 3));
        deleteDatabase();
        runner().run(context ->
                assertThat(jdbc(context).queryForObject(COUNT, Integer.class)).isEqualTo(3));
    }

    @Test
    void commitsReachTheReplicaWhileTheApplicationRuns() {
        runner().run(context -> {
            createNotes(context, 3);
            Awaitility.await().untilAsserted(() -> {
                assertThat(database(context).status().replica().txId().isNone()).isFalse();
                assertThat(database(context).status().lag().transactions()).isZero();
            });
        });
    }

    @Test
    void thePoolIsFoundBehindTheWrapperAndKeepsItsMeters() {
        runner().withConfiguration(AutoConfigurations.of(
                        MetricsAutoConfiguration.class, DataSourcePoolMetricsAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> {
                    createNotes(context, 1);
                    DataSource dataSource = context.getBean(DataSource.class);
                    assertThat(dataSource).isInstanceOf(LitestreamDataSource.class);
                    assertThat(DataSourceUnwrapper.unwrap(dataSource, HikariDataSource.class))
                            .isNotNull();
                    assertThat(context.getBean(MeterRegistry.class)
                                    .find("hikaricp.connections")
                                    .meter())
                            .isNotNull();
                });
    }

    @Test
    void metersOfTheDatabaseAreBound() {
        runner().withConfiguration(
                        AutoConfigurations.of(MetricsAutoConfiguration.class, LitestreamMetricsAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> {
                    createNotes(context, 1);
                    database(context).sync(Duration.ofSeconds(30));
                    MeterRegistry meters = context.getBean(MeterRegistry.class);
                    assertThat(meters.get("litestream.txid")
                                    .tag("stage", "replica")
                                    .gauge()
                                    .value())
                            .isPositive();
                    assertThat(meters.get("litestream.upload").timer().count()).isPositive();
                });
    }

    @Test
    void meterBindingMakesLazyDataSourcesAndNoOthers() {
        runner().withConfiguration(
                        AutoConfigurations.of(MetricsAutoConfiguration.class, LitestreamMetricsAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean("dataSource", DataSource.class, () -> driverManager(file("notes.db")), bean -> {
                    bean.setLazyInit(true);
                    bean.setPrimary(true);
                })
                .withBean(
                        "session",
                        DataSource.class,
                        () -> driverManager(file("session.db")),
                        bean -> bean.setScope("session"))
                .run(context -> assertThat(context.getBean(Litestream.class).databases())
                        .extracting(database -> database.options().name())
                        .containsExactly("dataSource"));
    }

    @Test
    void aDataSourceBehindAScopedProxyHasTheNameOfTheProxy() {
        runner().withInitializer(context -> context.getBeanFactory().registerScope("thread", new SimpleThreadScope()))
                .withUserConfiguration(ScopedDataSource.class)
                .run(context -> {
                    createNotes(context, 1);
                    assertThat(database(context).options().name()).isEqualTo("dataSource");
                    assertThat(Path.of(database(context).options().replicaUrl().uri()))
                            .isEqualTo(file("replica"));
                });
    }

    @Test
    void theEndpointUploadsOnRequest() {
        runner().withConfiguration(AutoConfigurations.of(LitestreamEndpointAutoConfiguration.class))
                .withPropertyValues("management.endpoints.web.exposure.include=litestream")
                .run(context -> {
                    createNotes(context, 1);
                    LitestreamEndpoint endpoint = context.getBean(LitestreamEndpoint.class);
                    assertThat(endpoint.run("dataSource", LitestreamOperation.SYNC, null, null, null, null)
                                    .getStatus())
                            .isEqualTo(200);
                    assertThat(endpoint.run("dataSource", LitestreamOperation.SNAPSHOT, null, null, null, null)
                                    .getStatus())
                            .isEqualTo(200);
                    assertThat(endpoint.database("dataSource"))
                            .extracting(database -> database.lag().transactions())
                            .isEqualTo(0L);
                });
    }

    @Test
    void whatIsWrittenWhileTheContextClosesArrives() throws IOException {
        runner().withBean(LastWords.class).run(context -> createNotes(context, 1));
        deleteDatabase();
        runner().run(context ->
                assertThat(jdbc(context).queryForObject(COUNT, Integer.class)).isEqualTo(2));
    }

    @Test
    void thePoolClosesBeforeTheEngineSoThatTheWalStays() {
        runner().run(context -> createNotes(context, 1));
        assertThat(file("notes.db-wal")).exists();
    }

    @Test
    void replicationGoesOnAfterTheContextWasStoppedAndStarted() {
        runner().run(context -> {
            createNotes(context, 1);
            context.getSourceApplicationContext().stop();
            assertThat(database(context).isRunning()).isFalse();
            context.getSourceApplicationContext().start();
            jdbc(context).update("INSERT INTO notes(text) VALUES ('later')");
            assertThat(database(context).sync(Duration.ofSeconds(30)))
                    .isEqualTo(database(context).status().local().txId());
        });
    }

    @Test
    void aDataSourceThatIsMadeLaterIsReplicatedFromThenOn() {
        runner().withInitializer(context -> context.addBeanFactoryPostProcessor(
                        beans -> beans.getBeanDefinition("dataSource").setLazyInit(true)))
                .run(context -> {
                    assertThat(context.getBean(Litestream.class).databases()).isEmpty();
                    createNotes(context, 1);
                    assertThat(database(context).isRunning()).isTrue();
                });
    }

    @Test
    void aPoolThatHasStartedIsReplicatedIfNothingIsToBeRestored() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + file("notes.db"));
        runner().withPropertyValues("litestream.restore.on-start=never")
                .withBean("pool", DataSource.class, () -> new HikariDataSource(config))
                .run(context -> {
                    createNotes(context, 1);
                    assertThat(database(context).sync(Duration.ofSeconds(30)).isNone())
                            .isFalse();
                });
    }

    @Test
    void beansForTheSameFileShareAnEngine() {
        runner().withPropertyValues(
                        "litestream.databases.first.replica.url=${litestream.replica.url}",
                        "litestream.databases.second.replica.url=${litestream.replica.url}")
                .withBean("first", DataSource.class, () -> driverManager(file("notes.db")))
                .withBean("second", DataSource.class, () -> driverManager(file("notes.db")))
                .run(context -> {
                    assertThat(context.getBeansOfType(LitestreamDataSource.class))
                            .hasSize(2);
                    assertThat(context.getBean(Litestream.class).databases()).hasSize(1);
                });
    }

    @Test
    void databasesThatShareAReplicaUrlHaveAFolderEach() {
        runner().withBean("first", DataSource.class, () -> driverManager(file("first.db")))
                .withBean("second", DataSource.class, () -> driverManager(file("second.db")))
                .run(context -> assertThat(context.getBean(Litestream.class).databases())
                        .extracting(database -> database.options().replicaUrl().toString())
                        .containsExactlyInAnyOrder(
                                file("replica/first").toUri().toString(),
                                file("replica/second").toUri().toString()));
    }

    @Test
    void onlyTheDatabaseWithAReplicaUrlIsReplicated() {
        runner().withPropertyValues(
                        "litestream.replica.url=",
                        "litestream.databases.first.replica.url="
                                + file("replica").toUri())
                .withBean("first", DataSource.class, () -> driverManager(file("first.db")))
                .withBean("second", DataSource.class, () -> driverManager(file("second.db")))
                .run(context -> {
                    assertThat(context.getBean("first")).isInstanceOf(LitestreamDataSource.class);
                    assertThat(context.getBean("second")).isNotInstanceOf(LitestreamDataSource.class);
                });
    }

    @Test
    void aProxyAroundTheWrapperIsNotWrappedAgain() {
        runner().withPropertyValues("spring.datasource.connection-fetch=lazy").run(context -> {
            createNotes(context, 1);
            assertThat(context.getBean(DataSource.class)).isNotInstanceOf(LitestreamDataSource.class);
            assertThat(context.getBean(Litestream.class).databases()).hasSize(1);
        });
    }

    @Test
    void aReplicaThatCannotBeUsedFailsTheStart() throws IOException {
        Path notADirectory = Files.writeString(file("replica"), "in the way");
        runner().run(context -> {
            assertThat(context.getStartupFailure()).hasRootCauseInstanceOf(IOException.class);
            assertThat(context.getStartupFailure()).hasStackTraceContaining(LitestreamException.class.getName());
            assertThat(file("notes.db")).doesNotExist();
        });
        assertThat(notADirectory).hasContent("in the way");
    }

    private ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(LitestreamAutoConfiguration.class, DataSourceAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.url=jdbc:sqlite:" + file("notes.db"),
                        "litestream.replica.url=" + file("replica").toUri());
    }

    private static DataSource driverManager(Path file) {
        return new DriverManagerDataSource("jdbc:sqlite:" + file);
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private void deleteDatabase() throws IOException {
        for (String name : new String[] {"notes.db", "notes.db-wal", "notes.db-shm"}) {
            Files.deleteIfExists(file(name));
        }
    }

    private static void createNotes(ApplicationContext context, int count) {
        jdbc(context).execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
        for (int i = 0; i < count; i++) {
            jdbc(context).update("INSERT INTO notes(text) VALUES (?)", "note " + i);
        }
    }

    private static LitestreamDatabase database(ApplicationContext context) {
        return context.getBean(Litestream.class).databases().get(0);
    }

    private static JdbcTemplate jdbc(ApplicationContext context) {
        return new JdbcTemplate(context.getBean(DataSource.class));
    }

    /** As {@code @RefreshScope} would have it. */
    @Configuration(proxyBeanMethods = false)
    static class ScopedDataSource {

        @Bean
        @Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
        DataSource dataSource(@Value("${spring.datasource.url}") String url) {
            return new DriverManagerDataSource(url);
        }
    }

    /** Writes when the context stops, as late as an ordinary component can. */
    static final class LastWords implements SmartLifecycle {

        private final DataSource dataSource;

        private boolean running;

        LastWords(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            new JdbcTemplate(dataSource).update("INSERT INTO notes(text) VALUES ('the end')");
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return Integer.MIN_VALUE + 1;
        }
    }
}
