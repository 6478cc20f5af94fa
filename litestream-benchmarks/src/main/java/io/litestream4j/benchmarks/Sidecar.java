package io.litestream4j.benchmarks;

import io.litestream4j.benchmarks.Variant.Replication;
import io.litestream4j.benchmarks.app.ManyDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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
        String config =
                """
                dbs:
                  - path: "%s"
                    monitor-interval: %s
                    replica:
                      url: "%s"
                      sync-interval: %s
                """.formatted(workspace.database(), fast, workspace.replica().url(), fast);
        return start(workspace.directory(), config, workspace.replica().environment());
    }

    /** Starts to replicate the database of a workspace, with one level above 0, and snapshots. */
    Program start(Workspace workspace, Duration levelInterval, Duration snapshotInterval) throws IOException {
        return start(workspace.directory(), List.of(workspace), levelInterval, snapshotInterval);
    }

    /**
     * Starts to replicate the databases of workspaces to directories, with one level above 0, and snapshots.
     *
     * @param directory takes configuration and log
     */
    Program start(Path directory, List<Workspace> workspaces, Duration levelInterval, Duration snapshotInterval)
            throws IOException {
        StringBuilder config =
                new StringBuilder("""
                levels:
                  - interval: %ds
                snapshot:
                  interval: %ds
                dbs:
                """.formatted(levelInterval.toSeconds(), snapshotInterval.toSeconds()));
        for (Workspace workspace : workspaces) {
            config.append(
                    """
                      - path: "%s"
                        replica:
                          url: "%s"
                    """.formatted(workspace.database(), workspace.replica().url()));
        }
        return start(directory, config.toString(), workspaces.get(0).replica().environment());
    }

    /** Starts to replicate many databases of a directory, with the defaults. */
    Program start(Path directory, int databases) throws IOException {
        StringBuilder config = new StringBuilder("dbs:\n");
        for (int number = 0; number < databases; number++) {
            config.append("""
                      - path: "%s"
                        replica:
                          url: "%s"
                    """.formatted(
                            ManyDatabases.database(directory, number),
                            ManyDatabases.replica(directory, number).toUri()));
        }
        return start(directory, config.toString(), Map.of());
    }

    private Program start(Path directory, String settings, Map<String, String> environment) throws IOException {
        Path config = directory.resolve("litestream.yml");
        Files.writeString(config, settings);
        ProcessBuilder command = new ProcessBuilder(executable, "replicate", "-config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("litestream.log").toFile());
        command.environment().putAll(environment);
        // With this set the binary refuses to make its S3 client.
        command.environment().remove("AWS_CA_BUNDLE");
        return Program.start(command, LONGEST_RUN);
    }
}
