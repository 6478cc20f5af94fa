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
import io.litestream4j.replica.SideObject;
import io.litestream4j.testing.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Which headers a signature covers. Google's front end changes {@code Accept-Encoding}, and other proxies {@code User-Agent}: a
 * signature over one of them would not be valid any more when the service sees it.
 */
class SignedHeadersTests {

    private static final Pattern SIGNED = Pattern.compile("SignedHeaders=([^,]+)");

    @RegisterExtension
    private static final S3Server server = new S3Server();

    @Test
    void nothingIsSignedThatAProxyMayChange() throws IOException {
        try (RecordingRelay relay = new RecordingRelay(server.port())) {
            makeEveryKindOfRequest(relay.port());
            List<RecordingRelay.Request> requests = relay.take();
            assertThat(requests).extracting(RecordingRelay.Request::method).contains("GET", "HEAD", "PUT", "POST");
            assertThat(requests).allSatisfy(request -> assertThat(signed(request))
                    .contains("host")
                    .doesNotContain("accept-encoding", "user-agent", "expect", "connection"));
        }
    }

    private static Set<String> signed(RecordingRelay.Request request) {
        Matcher headers = SIGNED.matcher(String.valueOf(request.headers().get("authorization")));
        assertThat(headers.find()).as("signature of %s", request).isTrue();
        return Set.of(headers.group(1).split(";"));
    }

    private static void makeEveryKindOfRequest(int port) throws IOException {
        ReplicaOptions options = ReplicaOptions.of(ReplicaUrl.parse(
                        "s3://" + S3Server.BUCKET + "/test/" + UUID.randomUUID() + "?endpoint=127.0.0.1:" + port))
                .withSettings(server.credentials());
        byte[] large = new byte[6 << 20];
        ReplicaFile file = new ReplicaFile(0, new LtxFileName(new TxId(1), new TxId(1)), large.length, Instant.now());
        try (ReplicaClient client = ReplicaClients.create(options)) {
            client.create(0, file.name(), file.created(), new BytesSource(large));
            client.withLtxTimes(client.list(0, TxId.NONE), file.created());
            try (InputStream in = client.open(file, 10, 10)) {
                in.readAllBytes();
            }
            SideObject created = client.sideObjects().create("mark", new byte[] {1});
            client.sideObjects().replace(created, new byte[] {2});
            client.delete(List.of(file));
        }
    }
}
