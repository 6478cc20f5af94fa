package io.litestream4j.benchmarks;

import io.litestream4j.benchmarks.Variant.Replication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The Litestream binary as a second process. */
final class Sidecar {

    private static final Duration LONGEST_RUN = Duration.ofMinutes(30);

    private final String executable;

    /** Takes the path of the binary, or its name on the {@code PATH}. */
    Sidecar(String executable) {
        this.executable = executable;
    }

    /** Starts to replicate the database of a workspace, with the defaults or with intervals of 10 ms. */
    Program start(Workspace workspace, Replication replication) throws IOException {
        String fast = replication == Replication.FAST_SIDECAR ? "10ms" : "1s";
        Path config = workspace.directory().resolve("litestream.yml");
        Files.writeString(config, """
                dbs:
                  - path: "%s"
                    monitor-interval: %s
                    replica:
                      url: "%s"
                      sync-interval: %s
                """.formatted(
                        workspace.database(), fast, workspace.replica().url(), fast));
        ProcessBuilder command = new ProcessBuilder(executable, "replicate", "-config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(workspace.directory().resolve("litestream.log").toFile());
        command.environment().putAll(workspace.replica().environment());
        // With this set the binary refuses to make its S3 client.
        command.environment().remove("AWS_CA_BUNDLE");
        return Program.start(command, LONGEST_RUN);
    }
}
