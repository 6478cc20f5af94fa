package io.litestream4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is handed out. */
class CliJarTests {

    static final String JAR =
            Path.of("target/litestream-cli.jar").toAbsolutePath().toString();

    @TempDir
    private Path directory;

    @Test
    void jarRestores() throws IOException, InterruptedException {
        CliRun run = run("restore", "--json", "-o", "app.db", Fixtures.replica("ps512-shrink"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.json().get("path").asString()).endsWith("app.db");
        assertThat(Fixtures.sha256(directory.resolve("app.db"))).isEqualTo(Fixtures.newest("ps512-shrink"));
    }

    /** A store whose library is missing would be refused as unknown, with exit code 2. */
    @Test
    void jarHasTheLibrariesOfAllStores() throws IOException, InterruptedException {
        int port = TestServer.freePort();
        for (String url : List.of(
                "s3://bkt/x?region=us-east-1&endpoint=127.0.0.1:" + port + "&accessKeyId=a&secretAccessKey=b",
                "abs://account@container/x?endpoint=http://127.0.0.1:" + port + "&accountKey=YQ==",
                "gs://bkt/x?endpoint=http://127.0.0.1:" + port,
                "sftp://user@127.0.0.1:" + port + "/x?insecure-host-key=true&password=p",
                "nats://127.0.0.1:" + port + "/bkt")) {
            CliRun run = run("plan", url, "--option", "max-attempts=1");
            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.UNAVAILABLE);
        }
    }

    @Test
    void terminalShowsABar() throws IOException, InterruptedException {
        String script = TestServer.program("script").toString();
        String command = String.join(
                " ", CliRun.java("-jar", JAR, "restore", "-o", "app.db", Fixtures.replica("ps4096-levels")));
        CliRun run = CliRun.ofProcess(directory, Map.of(), List.of(script, "-qec", command, "/dev/null"));
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).contains("restoring [", "100%", "left", "restored ");
    }

    @Test
    void jarKnowsItsVersion() throws IOException, InterruptedException {
        assertThat(run("--version").out()).startsWith("litestream-cli 0.");
    }

    /** The JVM archives no classes from jars in jars. */
    @Test
    void classesCanBeArchived() throws IOException, InterruptedException {
        String replica = Fixtures.replica("ps512-shrink");
        CliRun first = run(
                List.of("-XX:ArchiveClassesAtExit=cli.jsa", "-Xlog:cds=error,cds+dynamic=error"),
                "restore",
                "-o",
                "first.db",
                replica);
        assertThat(first.exitCode()).as(first.err()).isZero();
        CliRun next = run(
                List.of("-XX:SharedArchiveFile=cli.jsa", "-Xshare:on", "-Xlog:class+load:file=loaded.txt"),
                "restore",
                "-o",
                "next.db",
                replica);
        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(directory.resolve("next.db")).hasSameBinaryContentAs(directory.resolve("first.db"));
        assertThat(Files.readString(directory.resolve("loaded.txt")))
                .contains("io.litestream4j.cli.LitestreamCli source: shared objects file (top)");
    }

    private CliRun run(String... arguments) throws IOException, InterruptedException {
        return run(List.of(), arguments);
    }

    private CliRun run(List<String> options, String... arguments) throws IOException, InterruptedException {
        List<String> command = CliRun.java(options.toArray(String[]::new));
        command.addAll(List.of("-jar", JAR));
        command.addAll(List.of(arguments));
        return CliRun.ofProcess(directory, Map.of(), command);
    }
}
