package io.litestream4j.replica.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A running Azurite with an empty container for whoever asks. */
final class Azurite implements AutoCloseable {

    static final String ACCOUNT = "testaccount";
    static final String KEY = "bm90IGEgc2VjcmV0LCBidXQgbG9uZyBlbm91Z2gh";

    private final TestServer server;
    private final String scheme;
    private final AtomicInteger containers = new AtomicInteger();

    private Azurite(TestServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
    }

    static Azurite start(Path directory) throws IOException {
        return start(directory, "http", List.of());
    }

    /** Starts a server that speaks TLS with a key store of type PKCS 12. */
    static Azurite startWithTls(Path directory, Path keyStore, String password) throws IOException {
        return start(directory, "https", List.of("--cert", keyStore.toString(), "--pwd", password));
    }

    private static Azurite start(Path directory, String scheme, List<String> more) throws IOException {
        int port = TestServer.freePort();
        List<String> command = new ArrayList<>(List.of(
                TestServer.program("azurite-blob").toString(),
                "--blobHost",
                "127.0.0.1",
                "--blobPort",
                String.valueOf(port),
                "--inMemoryPersistence",
                "--disableTelemetry",
                "--silent",
                "--skipApiVersionCheck"));
        command.addAll(more);
        Map<String, String> environment = Map.of("AZURITE_ACCOUNTS", ACCOUNT + ":" + KEY);
        return new Azurite(TestServer.start(directory, port, environment, command), scheme);
    }

    String endpoint() {
        return scheme + "://127.0.0.1:" + server.port() + "/" + ACCOUNT;
    }

    BlobServiceClient service() {
        return new BlobServiceClientBuilder()
                .endpoint(endpoint())
                .credential(new StorageSharedKeyCredential(ACCOUNT, KEY))
                .buildClient();
    }

    BlobContainerClient newContainer() {
        return service().createBlobContainer("container-" + containers.incrementAndGet());
    }

    /** Returns what a client needs for a replica, but for the secret. */
    ReplicaOptions options(String container) {
        return ReplicaOptions.of(ReplicaUrl.parse("abs://" + ACCOUNT + "@" + container + "/backup/app.db"))
                .withSettings(Map.of("endpoint", endpoint(), "max-attempts", "2"));
    }

    ReplicaOptions optionsWithKey(String container) {
        return options(container).withSettings(Map.of("account-key", KEY));
    }

    @Override
    public void close() {
        server.close();
    }
}
