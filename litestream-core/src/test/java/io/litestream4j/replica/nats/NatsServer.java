package io.litestream4j.replica.nats;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.TestServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.ObjectStoreConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real NATS server with JetStream, and buckets in it. */
final class NatsServer implements AutoCloseable {

    private final Path directory;
    private final int port;
    private final List<String> arguments;
    private TestServer server;
    private int buckets;

    private NatsServer(Path directory, List<String> arguments) throws IOException {
        this.directory = directory;
        this.port = TestServer.freePort();
        this.arguments = arguments;
        this.server = launch();
    }

    /** Starts a server on a free port, with further arguments. */
    static NatsServer start(Path directory, String... arguments) throws IOException {
        return new NatsServer(directory, List.of(arguments));
    }

    private TestServer launch() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(TestServer.program("nats-server").toString());
        command.addAll(List.of(
                "-a",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-sd",
                directory.resolve("js").toString()));
        command.addAll(arguments.isEmpty() ? List.of("-js") : arguments);
        return TestServer.start(directory, port, Map.of(), command);
    }

    int port() {
        return port;
    }

    /** Ends the server; what it has stored stays. */
    void stop() {
        server.close();
    }

    /** Starts the server again on its port. */
    void restart() throws IOException {
        server = launch();
    }

    Connection connect() throws IOException, InterruptedException {
        return Nats.connect(
                new Options.Builder().server("nats://127.0.0.1:" + port).build());
    }

    /** Creates a bucket and returns its name. */
    String newBucket() throws IOException {
        String bucket = "bucket-" + ++buckets;
        try (Connection connection = connect()) {
            connection
                    .objectStoreManagement()
                    .create(ObjectStoreConfiguration.builder(bucket).build());
        } catch (JetStreamApiException | InterruptedException e) {
            throw new IOException(e);
        }
        return bucket;
    }

    ReplicaOptions options(String bucket) {
        return options(port, bucket).withSettings(Map.of("request-timeout", "5s"));
    }

    /** Returns the options of a replica through a port that leads to the server. */
    static ReplicaOptions options(int port, String bucket) {
        return ReplicaOptions.of(ReplicaUrl.parse("nats://127.0.0.1:" + port + "/" + bucket));
    }

    @Override
    public void close() {
        server.close();
    }
}
