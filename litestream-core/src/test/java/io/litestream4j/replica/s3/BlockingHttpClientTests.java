package io.litestream4j.replica.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.testing.S3Server;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Runs the SDK with its own ideas of checksums and signed chunks, as for Amazon itself, over our HTTP client. */
class BlockingHttpClientTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @RegisterExtension
    private static final S3Server server = new S3Server();

    private final String key = "plain/" + UUID.randomUUID();
    private RecordingRelay relay;
    private S3Client client;

    @BeforeEach
    void connect() throws IOException {
        relay = new RecordingRelay(server.port());
        client = S3Client.builder()
                .httpClient(new BlockingHttpClient(PATIENCE, PATIENCE, null))
                .endpointOverride(URI.create("http://127.0.0.1:" + relay.port()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .crossRegionAccessEnabled(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        server.credentials().get("access-key-id"),
                        server.credentials().get("secret-access-key"))))
                .build();
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        relay.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000, 1_000_000})
    void bodiesWithChecksumsBehindThemArrive(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        client.putObject(put -> put.bucket(S3Server.BUCKET).key(key), RequestBody.fromBytes(content));
        assertThat(client.getObjectAsBytes(get -> get.bucket(S3Server.BUCKET).key(key))
                        .asByteArray())
                .isEqualTo(content);
    }

    @Test
    void chunksAreSigned() {
        client.putObject(put -> put.bucket(S3Server.BUCKET).key(key), RequestBody.fromString("hello"));
        List<RecordingRelay.Request> requests = relay.take();
        assertThat(requests.get(0).headers()).containsKeys("x-amz-trailer", "x-amz-decoded-content-length");
    }

    @ParameterizedTest
    @CsvSource({"10, false", "1048576, true"})
    void onlyAboutLargeBodiesTheServerIsAskedFirst(int size, boolean asked) {
        client.putObject(put -> put.bucket(S3Server.BUCKET).key(key), RequestBody.fromBytes(new byte[size]));
        assertThat(relay.take().get(0).headers().containsKey("expect")).isEqualTo(asked);
    }
}
