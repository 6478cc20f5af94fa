package io.litestream4j.replica.sftp;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** OpenSSH's own server, with keys made for it, for the user of this process. */
final class OpenSshServer implements SftpTestServer {

    private final Path directory;
    private final TestServer server;

    private OpenSshServer(Path directory, TestServer server) {
        this.directory = directory;
        this.server = server;
    }

    static OpenSshServer start(Path directory) throws IOException {
        return start(directory, TestServer.freePort());
    }

    static OpenSshServer start(Path directory, int port) throws IOException {
        Path program = TestServer.program("sshd");
        Path config = directory.resolve("sshd_config");
        if (Files.notExists(config)) {
            makeKey(directory.resolve("host_key"));
            makeKey(directory.resolve("user_key"));
        }
        Files.writeString(config, """
                ListenAddress 127.0.0.1:%2$d
                HostKey %1$s/host_key
                PidFile none
                AuthorizedKeysFile %1$s/user_key.pub
                PasswordAuthentication yes
                KbdInteractiveAuthentication no
                PermitRootLogin yes
                StrictModes no
                UsePAM no
                Subsystem sftp internal-sftp
                """.formatted(directory, port));
        if ("root".equals(System.getProperty("user.name"))) {
            // What Debian's service makes before it starts the server; only a server of root needs it.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        List<String> command = List.of(program.toString(), "-D", "-e", "-f", config.toString());
        return new OpenSshServer(directory, TestServer.start(directory, port, Map.of(), command));
    }

    private static void makeKey(Path file) throws IOException {
        Process process = new ProcessBuilder(
                        TestServer.program("ssh-keygen").toString(),
                        "-q",
                        "-t",
                        "ecdsa",
                        "-N",
                        "",
                        "-f",
                        file.toString())
                .inheritIO()
                .start();
        process.onExit().join();
    }

    @Override
    public ReplicaOptions options(String name) {
        return ReplicaOptions.of(ReplicaUrl.parse(
                        "sftp://" + System.getProperty("user.name") + "@127.0.0.1:" + port() + directory.resolve(name)))
                .withSettings(Map.of("key-path", directory.resolve("user_key").toString(), "host-key", hostKey()));
    }

    @Override
    public String hostKey() {
        try {
            return Files.readString(directory.resolve("host_key.pub"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path path(String name) {
        return directory.resolve(name);
    }

    int port() {
        return server.port();
    }

    TestServer server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }
}
