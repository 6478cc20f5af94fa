package io.litestream4j.replica.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.BytesSource;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFileExistsException;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.SideObject;
import io.litestream4j.replica.SideObjectConflictException;
import io.litestream4j.replica.SideObjects;
import io.litestream4j.testing.S3Server;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** For services that know no conditions: nothing is replaced that can be seen to be there. */
class S3WithoutConditionsTests {

    private static final LtxFileName NAME = new LtxFileName(new TxId(1), new TxId(1));

    @RegisterExtension
    private static final S3Server server = new S3Server();

    private RecordingRelay relay;
    private ReplicaClient client;
    private SideObjects objects;

    @BeforeEach
    void connect() throws IOException {
        relay = new RecordingRelay(server.port());
        ReplicaUrl url = ReplicaUrl.parse("s3://bkt/test/" + UUID.randomUUID());
        client = ReplicaClients.create(ReplicaOptions.of(url)
                .withSettings(server.credentials())
                .withSettings(Map.of("endpoint", "127.0.0.1:" + relay.port(), "conditional-writes", "false")));
        objects = client.sideObjects();
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        relay.close();
        assertThat(relay.take())
                .noneMatch(request -> request.headers().containsKey("if-none-match")
                        || request.headers().containsKey("if-match"));
    }

    @Test
    void filesAreNotReplaced() throws IOException {
        client.create(0, NAME, Instant.EPOCH, new BytesSource(new byte[1]));
        assertThatExceptionOfType(ReplicaFileExistsException.class)
                .isThrownBy(() -> client.create(0, NAME, Instant.EPOCH, new BytesSource(new byte[6 << 20])));
    }

    @Test
    void sideObjectsAreNotCreatedTwice() throws IOException {
        objects.create("lock.json", new byte[1]);
        assertConflict(() -> objects.create("lock.json", new byte[2]));
        assertThat(objects.isAtomic()).isFalse();
    }

    @Test
    void olderVersionsOfSideObjectsAreNotReplaced() throws IOException {
        SideObject first = objects.create("lock.json", new byte[1]);
        SideObject second = objects.replace(first, new byte[2]);
        assertConflict(() -> objects.replace(first, new byte[3]));
        assertThat(objects.get("lock.json")).contains(second);
        objects.delete("lock.json");
        assertConflict(() -> objects.replace(second, new byte[3]));
    }

    private static void assertConflict(ThrowingCallable call) {
        assertThatExceptionOfType(SideObjectConflictException.class).isThrownBy(call);
    }
}
