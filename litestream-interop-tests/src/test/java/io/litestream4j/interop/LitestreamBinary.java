package io.litestream4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.TxId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * The Litestream binary: the one that the environment variable {@code LITESTREAM_BIN} names, else the one on the
 * {@code PATH}. Without it tests are skipped, but where {@code CI} is {@code true} they fail.
 */
final class LitestreamBinary {

    private static final String VERSION = "0.5.17";

    private final Path executable;

    private LitestreamBinary(Path executable) {
        this.executable = executable;
    }

    static LitestreamBinary require() throws IOException, InterruptedException {
        Optional<Path> found = find();
        if (!"true".equals(System.getenv("CI"))) {
            Assumptions.assumeTrue(
                    found.isPresent(), "no Litestream binary: set LITESTREAM_BIN or put litestream on the PATH");
        }
        assertThat(found)
                .as("a Litestream binary, LITESTREAM_BIN or on the PATH")
                .isPresent();
        LitestreamBinary binary = new LitestreamBinary(found.orElseThrow().toAbsolutePath());
        String version = Command.run(Path.of("."), List.of(binary.executable.toString(), "version"));
        assertThat(version.strip()).isEqualTo(VERSION);
        return binary;
    }

    private static Optional<Path> find() {
        String configured = System.getenv("LITESTREAM_BIN");
        if (configured != null) {
            return Optional.of(Path.of(configured));
        }
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .map(directory -> Path.of(directory, "litestream"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Restores the newest state of a replica. */
    void restore(SharedReplica replica, Path output) throws IOException, InterruptedException {
        restore(replica, output, List.of());
    }

    /** Restores the state of a replica at a TXID. */
    void restore(SharedReplica replica, Path output, TxId txId) throws IOException, InterruptedException {
        restore(replica, output, List.of("-txid", txId.toString()));
    }

    private void restore(SharedReplica replica, Path output, List<String> options)
            throws IOException, InterruptedException {
        Path database = output.resolveSibling("gone.db");
        Path configuration = Files.writeString(output.resolveSibling("restore.yml"), replica.configuration(database));
        List<String> command = new ArrayList<>(List.of(executable.toString(), "restore"));
        command.addAll(List.of("-config", configuration.toString(), "-o", output.toString()));
        command.addAll(options);
        command.add(database.toString());
        Command.run(Path.of("."), command, replica::prepare);
    }

    /** Starts to replicate a database. */
    BinaryReplication replicate(Path database, SharedReplica replica) throws IOException {
        return replicate(database, replica, "");
    }

    /** Starts to replicate a database, with global settings as they are in a configuration file. */
    BinaryReplication replicate(Path database, SharedReplica replica, String settings) throws IOException {
        return BinaryReplication.start(executable, database, replica, settings);
    }
}
