package io.litestream4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replicas that the settings of an application name. */
class ApplicationConfigTests {

    private static final String SEVERAL = """
            litestream:
              replica:
                url: s3://key:secret@bucket/main?region=eu-central-1
              databases:
                orders:
                  replica:
                    url: file:///backup/orders
                auditLog:
                  sync-interval: 10s
            ---
            spring:
              config:
                activate:
                  on-profile: prod
            litestream:
              databases:
                orders:
                  replica:
                    url: file:///prod/orders
            """;

    @TempDir
    private Path directory;

    @Test
    void databasesAreListedWithoutSecrets() throws IOException {
        CliRun run = CliRun.of("databases", "--config", write(SEVERAL));
        assertThat(run.out().lines())
                .containsExactlyInAnyOrder(
                        "dataSource  s3://key:***@bucket/main",
                        "auditLog  s3://key:***@bucket/main/auditLog",
                        "orders  file:///backup/orders");
    }

    @Test
    void settingsWithoutAReplicaAreAFailure() throws IOException {
        CliRun run = CliRun.of("databases", "--json", "--config", write("litestream.sync-interval: 1s"));
        assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run.json().get("error").asString()).isEqualTo("no-replica");
        assertThat(run.json().get("databases")).isEmpty();
        assertThat(run.err()).contains("application.yml names no replica").hasLineCount(1);
    }

    @Test
    void profileCounts() throws IOException {
        CliRun run = CliRun.of("databases", "--json", "--profile=prod", "--config", write(SEVERAL));
        assertThat(run.json().get("databases").toString()).contains("file:///prod/orders");
    }

    @Test
    void oneOfSeveralHasToBeChosen() throws IOException {
        CliRun run = CliRun.of("plan", "--config", write(SEVERAL));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--database", "dataSource", "orders", "auditLog");
    }

    @Test
    void chosenDatabaseIsRestored() throws IOException {
        String config = write("litestream.databases.notes.replica.url: "
                + Path.of(Fixtures.replica("restart-gap")).toUri());
        Path file = directory.resolve("notes.db");
        CliRun run = CliRun.of("restore", "--config", config, "--database=notes", "-o", file.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Fixtures.sha256(file)).isEqualTo(Fixtures.newest("restart-gap"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "restore -o notes.db"})
    void mainDatabaseOfAnotherNameIsPointedTo(String command) throws IOException {
        String config =
                write("""
                litestream:
                  replica:
                    url: %s
                  databases.orders.sync-interval: 10s
                """.formatted(Path.of(Fixtures.replica("restart-gap")).toUri()));
        CliRun run = CliRun.of((command + " --database=orders --config " + config).split(" "));
        assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run.err())
                .contains("/replica/orders", "--database=dataSource")
                .hasLineCount(1);
        assertThat(CliRun.of("plan", "--database=dataSource", "--config", config)
                        .exitCode())
                .isZero();
    }

    @Test
    void databaseThatIsNotEnabledIsNoChoiceButCanBeNamed() throws IOException {
        String config =
                write("""
                litestream:
                  replica.url: %s
                  databases.cache:
                    enabled: false
                    replica.url: file:///backup/cache
                """.formatted(Path.of(Fixtures.replica("restart-gap")).toUri()));
        assertThat(CliRun.of("databases", "--config", config).out()).doesNotContain("cache");
        assertThat(CliRun.of("plan", "--config", config).exitCode()).isZero();
        assertThat(CliRun.of("plan", "--database=cache", "--config", config).exitCode())
                .isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void databaseWithAUrlOfItsOwnIsNotTakenForTheMainOne() throws IOException {
        String config = write("litestream.databases.orders.replica.url: "
                + directory.resolve("empty").toUri());
        CliRun run = CliRun.of("plan", "--database=orders", "--config", config);
        assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run.err()).contains("holds no backup").doesNotContain("dataSource");
    }

    @Test
    void placeholdersComeFromTheEnvironment() throws IOException, InterruptedException {
        String config = write("litestream.replica.url: file://${BACKUP}");
        List<String> command = CliRun.java(
                "-cp",
                System.getProperty("java.class.path"),
                LitestreamCli.class.getName(),
                "plan",
                "--json",
                "--config",
                config);
        CliRun run = CliRun.ofProcess(directory, Map.of("BACKUP", Fixtures.replica("restart-gap")), command);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json().get("files")).isNotEmpty();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void fileThatIsNoYamlIsRefusedInOneLine() throws IOException {
        CliRun run = CliRun.of("plan", "--config", write("litestream: [\n"));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("application.yml").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "replica.max-attempts: abc, abc",
        "replica.request-timeout: xx, xx",
        "restore.timeout: x, x",
        "databases: x, x"
    })
    void valueThatIsNotValidIsNamedWithItsKey(String setting, String value) throws IOException {
        String key = "litestream." + setting;
        CliRun run = CliRun.of("plan", "--config", write("litestream.replica.url: file:///x\n" + key));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains("'" + key.split(":")[0] + "' is '" + value + "'", "application.yml")
                .doesNotContain("Exception")
                .hasLineCount(1);
    }

    @Test
    void optionThatIsNotValidIsNamed() {
        CliRun run = CliRun.of("plan", "file:///x", "--option", "maxAttempts=abc");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("max-attempts' is 'abc'").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"plan, litestream", "databases, litestream", "plan --database=notes, litestream.databases.notes"})
    void placeholderWithoutValueIsNamed(String command, String prefix) throws IOException {
        String config = write(prefix + ".replica.url: ${NOPE}/vac");
        CliRun run = CliRun.of((command + " --config " + config).split(" "));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("replica.url", "${NOPE}").hasLineCount(1);
    }

    private String write(String content) throws IOException {
        return Files.writeString(directory.resolve("application.yml"), content).toString();
    }
}
