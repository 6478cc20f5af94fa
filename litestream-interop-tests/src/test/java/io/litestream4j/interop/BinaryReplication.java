package io.litestream4j.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.litestream4j.ltx.TxId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running {@code litestream replicate}. */
final class BinaryReplication implements AutoCloseable {

    // Relative to the directory in which the commands run: a path of a socket must be short.
    private static final String SOCKET = "litestream.sock";
    private static final Pattern REPLICA_TXID = Pattern.compile("\"replica_txid\": *(\\d+)");
    private static final long SHUTDOWN_SECONDS = 60;

    private final Path executable;
    private final Path database;
    private final Path directory;
    private final Process process;

    private BinaryReplication(Path executable, Path database, Path directory, Process process) {
        this.executable = executable;
        this.database = database;
        this.directory = directory;
        this.process = process;
    }

    static BinaryReplication start(Path executable, Path database, SharedReplica replica, String settings)
            throws IOException {
        Path directory = Files.createTempDirectory(database.getParent(), "litestream-");
        String socket = """
                socket:
                  enabled: true
                  path: %s
                """.formatted(SOCKET);
        Files.writeString(directory.resolve("litestream.yml"), socket + settings + replica.configuration(database));
        ProcessBuilder builder = new ProcessBuilder(executable.toString(), "replicate", "-config", "litestream.yml");
        replica.prepare(builder.environment());
        Process process = builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        await("control socket").until(() -> Files.exists(directory.resolve(SOCKET)));
        return new BinaryReplication(executable, database, directory, process);
    }

    /** Waits until everything is on the replica and returns the TXID there. */
    TxId sync() throws IOException, InterruptedException {
        String answer = Command.run(
                directory,
                List.of(executable.toString(), "sync", "-wait", "-json", "-socket", SOCKET, database.toString()));
        Matcher matcher = REPLICA_TXID.matcher(answer);
        assertThat(matcher.find()).as(answer).isTrue();
        return new TxId(Long.parseLong(matcher.group(1)));
    }

    /** Asks the process to end, which makes it sync once more, and waits. */
    void stop() throws IOException, InterruptedException {
        process.destroy();
        assertThat(process.waitFor(SHUTDOWN_SECONDS, TimeUnit.SECONDS))
                .as("litestream ended")
                .isTrue();
        // What it breaks off because it is to end, a snapshot for example, it calls an error.
        assertThat(log().split("signal received", 2)[0]).doesNotContain("level=ERROR");
    }

    /** Returns what the process has logged so far. */
    String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    /** Kills the process if it still runs. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    }
}
