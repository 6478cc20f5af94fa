package io.litestream4j.replica.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageClass;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.UploadSource;
import io.litestream4j.replica.WithoutLibrary;
import io.litestream4j.testing.TestServer;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be said in a URL and in settings, and whose client is used. */
class GcsSettingsTests {

    @ParameterizedTest
    @CsvSource({
        "gs://bucket/a/b/, bucket, a/b",
        "gs://bucket, bucket, ''",
        "gs://my_bucket.example.com/a%20b, my_bucket.example.com, a b"
    })
    void aUrlNamesBucketAndPath(String url, String bucket, String path) {
        assertThat(GcsLocation.of(ReplicaUrl.parse(url))).isEqualTo(new GcsLocation(bucket, path));
    }

    @Test
    void aUrlWithMoreOrLessIsRefused() {
        assertRefused("gs:///path", Map.of(), "names no bucket");
        assertRefused("gs://user:hidden@bucket/path", Map.of(), "expected gs://bucket/path");
    }

    @Test
    void settingsAreChecked() {
        assertRefused("gs://bucket", Map.of("part-size", "2GB"), "part-size");
        assertRefused("gs://bucket", Map.of("storage-class", "Hot"), "storage-class");
        assertRefused("gs://bucket", Map.of("request-timeout", "soon"), "request-timeout");
    }

    @Test
    void partsAreMultiplesOfWhatTheStoreTakes() {
        assertThat(GcsTransfer.of(options("gs://bucket", Map.of("part-size", "1KB", "storage-class", "nearline"))))
                .isEqualTo(new GcsTransfer(256 << 10, 8, StorageClass.NEARLINE));
        assertThat(GcsTransfer.of(options("gs://bucket", Map.of("part-size", "300KB"))))
                .isEqualTo(new GcsTransfer(512 << 10, 8, null));
    }

    @Test
    void theFactoryIsLoadedWithoutTheLibrary() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> WithoutLibrary.create("com.google.", "gs://bucket"))
                .withMessageContaining("com.google.cloud:google-cloud-storage");
    }

    @Test
    void theApplicationsClientIsUsedAndStaysOpen(@TempDir Path directory) throws Exception {
        try (FakeGcs gcs = FakeGcs.start(directory);
                Storage storage = gcs.storage()) {
            String bucket = gcs.newBucket();
            ReplicaOptions options =
                    options("gs://" + bucket + "/path", Map.of()).withClient(Storage.class, storage);
            try (ReplicaClient client = ReplicaClients.create(options)) {
                client.sideObjects().create("mark", new byte[1]);
                assertThat(client.list(0, TxId.NONE)).isEmpty();
            }
            assertThat(storage.get(BlobId.of(bucket, "path/mark"))).isNotNull();
        }
    }

    @Test
    void theAddressOfAnUploadThatBreaksIsNotShown(@TempDir Path directory) throws Exception {
        byte[] content = new byte[2 << 20];
        try (FakeGcs gcs = FakeGcs.start(directory);
                ReplicaClient client = ReplicaClients.create(gcs.options(gcs.newBucket()))) {
            UploadSource source = new Vanishing(content, gcs);
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> client.create(0, GcsRefusalTests.NAME, Instant.EPOCH, source))
                    .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("upload_id"));
        }
    }

    @Test
    void httpsNeedsCredentialsButOnlyWhenARequestIsMade() {
        assertThatNoException().isThrownBy(() -> ReplicaClients.create(
                        options("gs://bucket", Map.of("endpoint", "https://127.0.0.1:" + TestServer.freePort())))
                .close());
    }

    private static void assertRefused(String url, Map<String, String> settings, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplicaClients.create(options(url, settings)))
                .withMessageContaining(message)
                .withMessageNotContaining("hidden");
    }

    private static ReplicaOptions options(String url, Map<String, String> settings) {
        return ReplicaOptions.of(ReplicaUrl.parse(url)).withSettings(settings);
    }

    /** The server goes away when half of the bytes are read. */
    private record Vanishing(byte[] content, FakeGcs gcs) implements UploadSource {

        @Override
        public long size() {
            return content.length;
        }

        @Override
        public InputStream open() {
            return new Surprise(content, content.length / 2, gcs::close);
        }
    }
}
