package io.litestream4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.testing.S3Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own, which knows where the bucket is and gets the keys from the environment, as the application would. */
class S3RestoreTests {

    private static final String FIXTURE = "ps4096-levels";

    @RegisterExtension
    private static final S3Server SERVER = new S3Server();

    @TempDir
    private Path directory;

    @Test
    void databaseIsRestoredFromABucket() throws IOException, InterruptedException {
        ReplicaOptions options = SERVER.options();
        Fixtures.copy(FIXTURE, options);
        Map<String, String> keys = Map.of(
                "LITESTREAM_REPLICA_ACCESSKEYID",
                SERVER.credentials().get("access-key-id"),
                "LITESTREAM_REPLICA_SECRETACCESSKEY",
                SERVER.credentials().get("secret-access-key"));
        String url = options.url().uri().toString();
        CliRun run = CliRun.ofProcess(directory, keys, command("restore", "-o", "app.db", "--progress=bar", url));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Fixtures.sha256(directory.resolve("app.db"))).isEqualTo(Fixtures.newest(FIXTURE));
        assertThat(run.err()).contains("restoring [", "MiB/s");
        assertThat(run.out()).startsWith("restored ").hasLineCount(1);
        CliRun refused = CliRun.ofProcess(directory, keys, command("plan", url, "--option", "secretAccessKey=wrong"));
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(refused.err()).hasLineCount(1);
    }

    private static List<String> command(String... arguments) {
        List<String> command = CliRun.java("-cp", System.getProperty("java.class.path"), LitestreamCli.class.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
