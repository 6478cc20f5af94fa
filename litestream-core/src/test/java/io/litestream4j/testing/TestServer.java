package io.litestream4j.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real server on a loopback port, as a process of its own that ends with {@link #close()}. */
public final class TestServer implements AutoCloseable {

    private static final int START_SECONDS = 30;

    private final Process process;
    private final int port;
    private final Path log;

    private TestServer(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Finds a program on the path or where system daemons are. If there is none the test is skipped, visibly; on a machine
     * with {@code CI=true} it fails.
     */
    public static Path program(String name) {
        Optional<Path> found = Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
        if ("true".equals(System.getenv("CI")) && found.isEmpty()) {
            throw new IllegalStateException(name + " is not installed: .ci/run installs what the tests need");
        }
        Assumptions.assumeTrue(found.isPresent(), name + " is not installed");
        return found.orElseThrow();
    }

    /** Returns a loopback port that was free a moment ago. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts a server and waits until it takes connections.
     *
     * @param directory where its output goes, and where it is started
     * @param port the loopback port that the command makes it listen on
     */
    public static TestServer start(Path directory, int port, Map<String, String> environment, List<String> command)
            throws IOException {
        Path log = directory.resolve("server-" + port + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        TestServer server = new TestServer(builder.start(), port, log);
        try {
            await().atMost(START_SECONDS, SECONDS).until(() -> server.isReady() || !server.process.isAlive());
        } finally {
            server.closeUnlessReady();
        }
        if (!server.process.isAlive()) {
            throw new IOException(command.get(0) + " did not start: " + Files.readString(log));
        }
        return server;
    }

    private void closeUnlessReady() {
        if (!isReady()) {
            close();
        }
    }

    private boolean isReady() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the port. */
    public int port() {
        return port;
    }

    /** Returns the server's process, to stop or kill it. */
    public Process process() {
        return process;
    }

    /** Returns what the server has printed. */
    public String output() throws IOException {
        return Files.readString(log);
    }

    /** Ends the server and what it has started. */
    @Override
    public void close() {
        // The parent first: some start their children again.
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        process.onExit().join();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
