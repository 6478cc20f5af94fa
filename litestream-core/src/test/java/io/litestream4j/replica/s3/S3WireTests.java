package io.litestream4j.replica.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.BytesSource;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares our requests with those of the real Litestream 0.5.17, recorded in the fixture {@code s3-wire}. */
class S3WireTests {

    private static final String NOTHING_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @RegisterExtension
    private static final S3Server server = new S3Server();

    private RecordingRelay relay;
    private ReplicaClient client;

    @BeforeEach
    void connect() throws IOException {
        relay = new RecordingRelay(server.port());
        ReplicaOptions options = ReplicaOptions.of(
                        ReplicaUrl.parse("s3://bkt/some/path?endpoint=127.0.0.1:" + relay.port()))
                .withSettings(server.credentials());
        client = ReplicaClients.create(options);
        client.delete(Stream.of(0, 1, 9).flatMap(this::listed).toList());
        relay.take();
    }

    private Stream<ReplicaFile> listed(int level) {
        try {
            return client.list(level, TxId.NONE).stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        relay.close();
    }

    @Test
    void filesHaveLitestreamsKeysAndHeaders() throws Exception {
        for (JsonNode theirs : recorded("PUT")) {
            JsonNode headers = theirs.get("headers");
            byte[] content = new byte[headers.get("content-length").asInt()];
            ReplicaFile file = file(theirs);
            client.create(file.level(), file.name(), file.created(), new BytesSource(content));
            RecordingRelay.Request ours = only(relay.take());
            assertThat(ours.path()).isEqualTo(theirs.get("path").asString().replace("?x-id=PutObject", ""));
            assertThat(ours.headers())
                    .containsEntry("content-length", String.valueOf(content.length))
                    .containsEntry("content-type", headers.get("content-type").asString())
                    .containsEntry("x-amz-content-sha256", sha256(content))
                    .containsEntry(
                            "x-amz-meta-litestream-timestamp",
                            headers.get("x-amz-meta-litestream-timestamp").asString())
                    .containsEntry("if-none-match", "*");
            assertNothingFancy(ours);
        }
    }

    @Test
    void listingsAskForTheSamePrefixes() throws IOException {
        JsonNode theirs = recorded("GET").stream()
                .filter(request -> request.get("path").asString().contains("?list-type"))
                .findFirst()
                .orElseThrow();
        client.list(9, TxId.NONE);
        RecordingRelay.Request ours = only(relay.take());
        assertThat(ours.path()).isEqualTo(theirs.get("path").asString());
        assertThat(ours.headers()).containsEntry("x-amz-content-sha256", NOTHING_SHA256);
        assertNothingFancy(ours);
    }

    @Test
    void listingsThatBeginLaterSkipWhatComesBefore() throws IOException {
        client.list(0, new TxId(10));
        assertThat(only(relay.take()).path())
                .isEqualTo(
                        "/bkt?list-type=2&prefix=some%2Fpath%2F0000%2F&start-after=some%2Fpath%2F0000%2F000000000000000a");
    }

    @Test
    void deletionsHaveTheSameBodyAndChecksums() throws Exception {
        JsonNode theirs = recorded("POST").get(0);
        client.delete(List.of(new ReplicaFile(0, new LtxFileName(new TxId(1), new TxId(1)), 1, Instant.EPOCH)));
        RecordingRelay.Request ours = only(relay.take());
        assertThat(ours.path()).isEqualTo("/bkt?delete");
        assertThat(ours.body().replaceFirst("<\\?xml[^>]*>", ""))
                .isEqualTo(theirs.get("body").asString());
        assertThat(ours.headers())
                .containsEntry("content-md5", md5(ours.body()))
                .doesNotContainKeys("transfer-encoding", "x-amz-trailer", "content-encoding");
    }

    @Test
    void aRangeHasTheSameForm() throws IOException {
        ReplicaFile file = new ReplicaFile(0, new LtxFileName(new TxId(1), new TxId(1)), 10, Instant.EPOCH);
        client.create(0, file.name(), file.created(), new BytesSource(new byte[10]));
        relay.take();
        read(file, 3, -1);
        read(file, 3, 4);
        read(file, 0, -1);
        List<RecordingRelay.Request> ours = relay.take();
        assertThat(ours.get(0).headers()).containsEntry("range", "bytes=3-");
        assertThat(ours.get(1).headers()).containsEntry("range", "bytes=3-6");
        assertThat(ours.get(2).headers()).doesNotContainKey("range");
        ours.forEach(S3WireTests::assertNothingFancy);
    }

    private void read(ReplicaFile file, long offset, long length) throws IOException {
        try (InputStream in = client.open(file, offset, length)) {
            in.readAllBytes();
        }
    }

    /** What many services that speak S3 do not understand. */
    private static void assertNothingFancy(RecordingRelay.Request request) {
        assertThat(request.headers().keySet())
                .noneMatch(name -> name.startsWith("x-amz-checksum") || name.startsWith("x-amz-sdk-checksum"))
                .doesNotContain("transfer-encoding", "x-amz-trailer", "content-encoding", "expect");
        assertThat(request.headers().get("user-agent")).contains("litestream");
    }

    private static RecordingRelay.Request only(List<RecordingRelay.Request> requests) {
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    private static ReplicaFile file(JsonNode request) {
        String[] path = request.get("path").asString().split("[/?]");
        return new ReplicaFile(
                Integer.parseInt(path[4], 16),
                LtxFileName.parse(path[5]).orElseThrow(),
                0,
                Instant.parse(request.get("headers")
                        .get("x-amz-meta-litestream-timestamp")
                        .asString()));
    }

    private static List<JsonNode> recorded(String method) throws IOException {
        try (InputStream in = S3WireTests.class.getResourceAsStream("/fixtures/s3-wire/manifest.json")) {
            return JsonMapper.shared()
                    .readTree(in)
                    .get("requests")
                    .valueStream()
                    .filter(request -> request.get("method").asString().equals(method))
                    .toList();
        }
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    private static String md5(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }
}
