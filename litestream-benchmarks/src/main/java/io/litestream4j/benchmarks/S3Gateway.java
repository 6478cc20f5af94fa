package io.litestream4j.benchmarks;

import io.litestream4j.benchmarks.ReplicaPlace.Levels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The Versity S3 gateway on a loopback port. It keeps an object as a file that gets its name when it is complete, so
 * objects can be watched like the files of a file replica.
 *
 * @param program the gateway
 * @param port its port
 * @param directory where its files are
 */
record S3Gateway(Program program, int port, Path directory) implements AutoCloseable {

    private static final Duration LONGEST_RUN = Duration.ofHours(2);
    private static final Duration READY = Duration.ofSeconds(10);
    private static final String KEY = "benchmark";
    private static final String SECRET = "benchmark-secret";
    private static final String BUCKET = "bench";

    /**
     * Starts the gateway.
     *
     * @param executable path of {@code versitygw}, or its name on the {@code PATH}
     */
    static S3Gateway start(String executable, Path directory) throws IOException {
        Files.createDirectories(buckets(directory).resolve(BUCKET));
        int port = freePort();
        ProcessBuilder command = new ProcessBuilder(
                        executable,
                        "--port",
                        "127.0.0.1:" + port,
                        // As stores do; the binary may profit from it as well.
                        "--keep-alive",
                        "posix",
                        buckets(directory).toString())
                .redirectErrorStream(true)
                .redirectOutput(log(directory).toFile());
        command.environment().putAll(Map.of("ROOT_ACCESS_KEY", KEY, "ROOT_SECRET_KEY", SECRET));
        S3Gateway gateway = new S3Gateway(Program.start(command, LONGEST_RUN), port, directory);
        Waiting.until("the S3 gateway's start", READY, gateway::takesConnections);
        return gateway;
    }

    private static Path buckets(Path directory) {
        return directory.resolve("buckets");
    }

    private static Path log(Path directory) {
        return directory.resolve("requests.log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean takesConnections() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns a place for a replica under a path of the bucket. */
    ReplicaPlace place(String path) {
        return new ReplicaPlace(
                "s3://" + BUCKET + "/" + path + "?endpoint=http://127.0.0.1:" + port + "&region=us-east-1",
                buckets(directory).resolve(BUCKET).resolve(path),
                Levels.HEX,
                Map.of("AWS_ACCESS_KEY_ID", KEY, "AWS_SECRET_ACCESS_KEY", SECRET));
    }

    /** Returns the requests since the start. */
    S3Requests requests() throws IOException {
        return S3Requests.of(Files.readAllLines(log(directory)));
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
    }
}
