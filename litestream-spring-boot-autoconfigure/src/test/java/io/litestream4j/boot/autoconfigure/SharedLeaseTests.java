package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.status.LeaseStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Tests for applications whose databases share a lease (I9). */
class SharedLeaseTests {

    @TempDir
    Path directory;

    @Test
    void oneLeaseCoversAllDatabasesAndIsReleasedAtTheEnd() throws IOException {
        runner().run(context -> {
            assertThat(context.getBean(Litestream.class).databases())
                    .extracting(LitestreamDatabase::status)
                    .extracting(status -> Objects.requireNonNull(status.lease()))
                    .hasSize(3)
                    .allMatch(LeaseStatus::held);
            assertThat(context.getBean(Litestream.class).databases())
                    .extracting(database -> database.options().replicaUrl().toString())
                    .contains(replica(), replica() + "/orders", replica() + "/audit");
            assertThat(leases()).containsExactly(directory.resolve("replica").resolve("lock.json"));
        });
        assertThat(directory.resolve("replica").resolve("lock.json")).content().contains("0001-01-01T00:00:00Z");
    }

    @Test
    void aReplicaSomewhereElseStopsTheStart() {
        runner().withPropertyValues(
                        "litestream.databases.audit.replica.url=" + "file://" + directory.resolve("elsewhere"))
                .run(context -> assertThat(
                                FailureAnalyzerTests.analyze(Objects.requireNonNull(context.getStartupFailure()))
                                        .getDescription())
                        .contains("'audit'", replica() + " ", "/elsewhere ", "lease.scope=database"));
    }

    private ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(LitestreamAutoConfiguration.class, DataSourceAutoConfiguration.class))
                .withBean("dataSource", DataSource.class, () -> sqlite("notes.db"), bean -> bean.setPrimary(true))
                .withBean("orders", DataSource.class, () -> sqlite("orders.db"))
                .withBean("audit", DataSource.class, () -> sqlite("audit.db"))
                .withPropertyValues(
                        "litestream.replica.url=" + replica(),
                        "litestream.lease.mode=required",
                        "litestream.lease.scope=root",
                        "litestream.lease.ttl=3s");
    }

    private String replica() {
        return "file://" + directory.resolve("replica");
    }

    private DataSource sqlite(String file) {
        return new DriverManagerDataSource("jdbc:sqlite:" + directory.resolve(file));
    }

    private List<Path> leases() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("replica"))) {
            return files.filter(file -> file.endsWith("lock.json")).toList();
        }
    }
}
