package io.litestream4j.replica.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.BytesSource;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClientContractTests;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** A replica through an asynchronous client of the application, as the SDK builds it by default. */
class S3AsyncClientTests extends ReplicaClientContractTests {

    @RegisterExtension
    private static final S3Server server = new S3Server();

    private final String path = "test/" + UUID.randomUUID();

    /** One for all tests: it takes two seconds to close. */
    @AutoClose
    private static S3AsyncClient application;

    @BeforeAll
    static void openApplicationsClient() {
        application = S3AsyncClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        String.valueOf(server.credentials().get("access-key-id")),
                        String.valueOf(server.credentials().get("secret-access-key")))))
                .build();
    }

    @Override
    protected ReplicaClient createClient() {
        return ReplicaClients.create(ReplicaOptions.of(ReplicaUrl.parse("s3://" + S3Server.BUCKET + "/" + path))
                .withClient(S3AsyncClient.class, application));
    }

    @Override
    protected void putForeign(int level, String name) {
        application
                .putObject(
                        put -> put.bucket(S3Server.BUCKET).key(path + "/000" + level + "/" + name),
                        AsyncRequestBody.fromString("foreign"))
                .join();
    }

    @Test
    void largeFilesGoInPartsAndTheApplicationsClientStaysOpen() throws IOException {
        byte[] large = new byte[11 << 20];
        new Random(1).nextBytes(large);
        ReplicaFile file = new ReplicaFile(0, new LtxFileName(new TxId(1), new TxId(1)), large.length, Instant.EPOCH);
        try (ReplicaClient first = createClient()) {
            first.create(0, file.name(), file.created(), new BytesSource(large));
        }
        try (ReplicaClient second = createClient();
                InputStream in = second.open(file, 0, -1)) {
            assertThat(in.readAllBytes()).isEqualTo(large);
        }
    }
}
