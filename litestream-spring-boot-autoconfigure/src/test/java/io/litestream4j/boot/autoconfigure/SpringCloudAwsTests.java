package io.litestream4j.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.s3.S3AutoConfiguration;
import io.litestream4j.Litestream;
import io.litestream4j.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;
import software.amazon.awssdk.services.s3.S3Client;

/** Tests replication through the client of Spring Cloud AWS: the replica's URL is all that is set. */
class SpringCloudAwsTests {

    @TempDir
    Path directory;

    @Test
    void theClientOfTheApplicationReplicatesAndRestores() throws IOException {
        try (TestStore store = TestStore.Kind.S3.start(Files.createDirectory(directory.resolve("store")))) {
            runner(store).run(context -> {
                assertThat(context).hasSingleBean(S3Client.class);
                jdbc(context).execute("CREATE TABLE notes (text TEXT NOT NULL)");
                jdbc(context).update("INSERT INTO notes VALUES ('survives')");
                context.getBean(Litestream.class).databases().get(0).sync(Duration.ofSeconds(30));
            });
            assertThat(FileSystemUtils.deleteRecursively(directory.resolve("data")))
                    .isTrue();
            runner(store).run(context -> assertThat(jdbc(context).queryForList("SELECT text FROM notes", String.class))
                    .containsExactly("survives"));
        }
    }

    private ApplicationContextRunner runner(TestStore store) throws IOException {
        Path data = Files.createDirectory(directory.resolve("data"));
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        AwsAutoConfiguration.class,
                        CredentialsProviderAutoConfiguration.class,
                        RegionProviderAutoConfiguration.class,
                        S3AutoConfiguration.class,
                        LitestreamAutoConfiguration.class,
                        DataSourceAutoConfiguration.class))
                .withPropertyValues(
                        "spring.cloud.aws.region.static=us-east-1",
                        "spring.cloud.aws.credentials.access-key="
                                + store.settings().get("access-key-id"),
                        "spring.cloud.aws.credentials.secret-key="
                                + store.settings().get("secret-access-key"),
                        "spring.cloud.aws.s3.endpoint=" + store.settings().get("endpoint"),
                        "spring.cloud.aws.s3.path-style-access-enabled=true",
                        "spring.datasource.url=jdbc:sqlite:" + data.resolve("notes.db"),
                        "litestream.replica.url=" + store.url());
    }

    private static JdbcTemplate jdbc(ApplicationContext context) {
        return new JdbcTemplate(context.getBean(DataSource.class));
    }
}
