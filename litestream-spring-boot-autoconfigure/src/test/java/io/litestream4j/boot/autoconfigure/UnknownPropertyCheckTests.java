package io.litestream4j.boot.autoconfigure;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Tests for {@link UnknownPropertyCheck}. */
class UnknownPropertyCheckTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LitestreamAutoConfiguration.class))
            .withBean("notesDataSource", DataSource.class, DriverManagerDataSource::new);

    @ParameterizedTest
    @CsvSource({
        "litestream.replica.ulr, litestream.replica.url",
        "litestream.url, litestream.replica.url",
        "litestream.replica.acces-key-id, litestream.replica.access-key-id",
        "litestream.access-key-id, litestream.replica.access-key-id",
        "litestream.replica.ssl.bundel, litestream.replica.ssl.bundle",
        "litestream.synch-interval, litestream.sync-interval",
        "litestream.restore.intergity-check, litestream.restore.integrity-check",
        "litestream.lease.waits, litestream.lease.wait",
        "litestream.levels[0].intervall, litestream.levels[0].interval",
        "litestream.levels[2].intervall, litestream.levels[2].interval",
        "litestream.levels.interval, litestream.levels[0].interval",
        "litestream.snapshot[0].interval, litestream.snapshot.interval",
        "litestream.levels, litestream.levels[0].interval",
        "litestream.replica, litestream.replica.url",
        "litestream.snapshot, litestream.snapshot.interval",
        "litestream.snaphot.interval, litestream.snapshot.interval",
        "litestream.snaphsot.interval, litestream.snapshot.interval",
        "litestream.verfication.interval, litestream.verification.interval",
        "litestream.s3.url, litestream.replica.url",
        "litestream.restore.side-file.timout, litestream.restore.side-file.timeout",
        "litestream.mark.timeout, litestream.marks.timeout",
        "litestream.databases.notesDataSource.bussy-timeout," + " litestream.databases.notesdatasource.busy-timeout"
    })
    void anUnknownKeyFailsAndNamesTheNearest(String key, String nearest) {
        runner.withPropertyValues(key + "=1").run(context -> {
            FailureAnalysis analysis = analysis(context);
            assertThat(analysis.getDescription()).containsIgnoringCase(key);
            assertThat(analysis.getAction()).isEqualTo("Did you mean '" + nearest + "'?");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "litestream.monitor-interval=1s",
                "litestream.monitorInterval=1s",
                "litestream.monitor_interval=1s",
                "LITESTREAM.MONITOR-INTERVAL=1s",
                "litestream.databases.notesDataSource.monitorInterval=1s",
                "litestream.databases.notes-data-source.health.max-lag=1s",
                "litestream.databases.notesDataSource.replica.force-path-style=true",
                "litestream.lease.wait=1s",
                "litestream.levels[0].interval=10s",
                "litestream.restore=",
                "litestream.databases=",
                "litestreams.other=1"
            })
    void everyFormOfAKeyIsKnown(String property) {
        runner.withPropertyValues(property).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void settingsOfADatabaseThatDoesNotExistFail() {
        runner.withPropertyValues("litestream.databases.nodes.enabled=true").run(context -> {
            FailureAnalysis analysis = analysis(context);
            assertThat(analysis.getAction()).contains("[notesDataSource]");
        });
    }

    @Test
    void environmentVariablesOfOtherProgramsAreLeftAlone() {
        runner.withInitializer(context -> addEnvironmentVariable(context.getEnvironment(), "LITESTREAM_ACCESS_KEY_ID"))
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static void addEnvironmentVariable(ConfigurableEnvironment environment, String name) {
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of(name, "x")));
    }

    private static FailureAnalysis analysis(AssertableApplicationContext context) {
        Throwable failure = requireNonNull(context.getStartupFailure(), "the context started");
        return requireNonNull(new InvalidLitestreamPropertyFailureAnalyzer().analyze(failure), "no analysis");
    }
}
