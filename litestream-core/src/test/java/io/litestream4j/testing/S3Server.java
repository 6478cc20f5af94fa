package io.litestream4j.testing;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Versity S3 Gateway over a directory, with one bucket; one for all tests of a run, each with a path of its own. */
public final class S3Server implements BeforeAllCallback {

    /** The bucket. */
    public static final String BUCKET = "bkt";

    private static final String ACCESS_KEY = "replicator";
    private static final String SECRET_KEY = "a/secret+of=ours";

    private @Nullable Running running;

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(S3Server.class))
                .computeIfAbsent(Running.class, type -> Running.start(), Running.class);
    }

    /** Returns the server's port on loopback. */
    public int port() {
        return Objects.requireNonNull(running).server().port();
    }

    /** Returns the options of a replica at a path that nobody else uses. */
    public ReplicaOptions options() {
        return options("test/" + UUID.randomUUID());
    }

    /** Returns the options of a replica at a path. */
    public ReplicaOptions options(String path) {
        return ReplicaOptions.of(ReplicaUrl.parse("s3://" + BUCKET + "/" + path + "?endpoint=127.0.0.1:" + port()))
                .withSettings(credentials());
    }

    /** Returns the settings that let a client in. */
    public Map<String, String> credentials() {
        return Map.of("access-key-id", ACCESS_KEY, "secret-access-key", SECRET_KEY);
    }

    private record Running(TestServer server, Path directory) implements AutoCloseable {

        static Running start() {
            try {
                Path program = TestServer.program("versitygw");
                Path directory = Files.createTempDirectory("versitygw");
                int port = TestServer.freePort();
                // A directory that is there is a bucket.
                Path data = Files.createDirectories(directory.resolve("data"));
                Files.createDirectory(data.resolve(BUCKET));
                List<String> command = List.of(
                        program.toString(),
                        "--port",
                        "127.0.0.1:" + port,
                        "--keep-alive",
                        "posix",
                        "--sidecar",
                        Files.createDirectory(directory.resolve("metadata")).toString(),
                        data.toString());
                Map<String, String> keys = Map.of("ROOT_ACCESS_KEY", ACCESS_KEY, "ROOT_SECRET_KEY", SECRET_KEY);
                return new Running(TestServer.start(directory, port, keys, command), directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
