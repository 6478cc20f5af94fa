package io.litestream4j.replica.gcs;

import com.google.cloud.NoCredentials;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;

/** A running fake-gcs-server with an empty bucket for whoever asks. */
final class FakeGcs implements AutoCloseable {

    /** As the engine's: a thread for each request. */
    static final Executor THREADS = task -> new Thread(task).start();

    private final TestServer server;

    private FakeGcs(TestServer server) {
        this.server = server;
    }

    static FakeGcs start(Path directory) throws IOException {
        int port = TestServer.freePort();
        List<String> command = List.of(
                TestServer.program("fake-gcs-server").toString(),
                "-scheme",
                "http",
                "-host",
                "127.0.0.1",
                "-port",
                String.valueOf(port),
                "-public-host",
                "127.0.0.1:" + port,
                "-backend",
                "memory",
                "-log-level",
                "error");
        return new FakeGcs(TestServer.start(directory, port, Map.of(), command));
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.port();
    }

    Storage storage() {
        return StorageOptions.http()
                .setHost(endpoint())
                .setProjectId("test")
                .setCredentials(NoCredentials.getInstance())
                .build()
                .getService();
    }

    /** Makes a bucket and returns its name. */
    String newBucket() {
        return storage().create(BucketInfo.of("bucket-" + UUID.randomUUID())).getName();
    }

    ReplicaOptions options(String bucket) {
        return ReplicaOptions.of(ReplicaUrl.parse("gs://" + bucket + "/backup/app.db"))
                .withSettings(Map.of("endpoint", endpoint(), "max-attempts", "2", "part-size", "256KB"))
                .withExecutor(THREADS);
    }

    @Override
    public void close() {
        server.close();
    }
}
