package io.litestream4j.replica.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.BytesSource;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClientContractTests;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileExistsException;
import io.litestream4j.replica.UploadSource;
import io.nats.client.Connection;
import io.nats.client.PurgeOptions;
import io.nats.client.api.ObjectInfo;
import io.nats.client.api.StreamInfoOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NatsReplicaClientTests extends ReplicaClientContractTests {

    @AutoClose
    private static NatsServer server;

    private String bucket = "";

    @BeforeAll
    static void startServer(@TempDir Path directory) throws IOException {
        server = NatsServer.start(directory);
    }

    @Override
    protected ReplicaClient createClient() throws IOException {
        bucket = server.newBucket();
        return ReplicaClients.create(server.options(bucket).withSettings(Map.of("part-size", "1KB")));
    }

    @Override
    protected void putForeign(int level, String name) throws IOException {
        try (Connection connection = server.connect()) {
            connection.objectStore(bucket).put("ltx/" + level + "/" + name, new byte[] {1});
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Test
    void anotherClientReadsWhatWasWritten() throws Exception {
        byte[] content = random(10_000);
        client.create(0, name(1, 1), Instant.parse("2026-01-02T03:04:05.120Z"), new BytesSource(content));
        try (Connection connection = server.connect()) {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            ObjectInfo info = connection.objectStore(bucket).get("ltx/0/0000000000000001-0000000000000001.ltx", read);
            assertThat(read.toByteArray()).isEqualTo(content);
            assertThat(info.getHeaders().get("Litestream-Timestamp")).containsExactly("2026-01-02T03:04:05.12Z");
        }
    }

    @Test
    void readsWhatAnotherClientHasWritten() throws Exception {
        putForeign(0, name(1, 1).toString());
        ReplicaFile file = client.list(0, TxId.NONE).get(0);
        assertThat(file.size()).isEqualTo(1);
        assertThat(file.created()).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(read(file, 0, -1)).isEqualTo("\u0001");
    }

    @Test
    void openGivesRangesAcrossChunks() throws IOException {
        byte[] content = random(20_500);
        client.create(9, name(1, 9), CREATED, new BytesSource(content));
        for (int[] range : new int[][] {{0, 20_500}, {1023, 2}, {1024, 1024}, {5_000, 9_000}, {20_499, 1}}) {
            assertThat(bytes(range[0], range[1])).isEqualTo(Arrays.copyOfRange(content, range[0], range[0] + range[1]));
        }
        assertThat(bytes(20_000, -1)).hasSize(500);
        assertThat(bytes(20_500, -1)).isEmpty();
    }

    @Test
    void openGivesARangeWhenTheChunksOfSeveralWritersAreMixed() throws Exception {
        byte[] content = random(20_500);
        client.create(9, name(1, 9), CREATED, new Interrupted(content, () -> create(0, 1, 1, "between")));
        assertThat(bytes(9_000, 2_000)).isEqualTo(Arrays.copyOfRange(content, 9_000, 11_000));
    }

    @Test
    void openGivesRangesOfAnotherClientsChunksOfAnySize() throws Exception {
        putInChunks("ltx/9/" + name(1, 9), "ab", "cdefg", "h", "ij");
        assertThat(read(file(9, 1, 9), 0, -1)).isEqualTo("abcdefghij");
        assertThat(read(file(9, 1, 9), 6, 3)).isEqualTo("ghi");
    }

    private void putInChunks(String object, String... chunks) throws Exception {
        try (Connection connection = server.connect()) {
            for (String chunk : chunks) {
                connection.jetStream().publish("$O." + bucket + ".C.some", chunk.getBytes(UTF_8));
            }
            ObjectInfo info = ObjectInfo.builder(bucket, object)
                    .nuid("some")
                    .size(String.join("", chunks).length())
                    .chunks(chunks.length)
                    .chunkSize(5)
                    .build();
            String encoded = Base64.getUrlEncoder().encodeToString(object.getBytes(UTF_8));
            connection.jetStream().publish("$O." + bucket + ".M." + encoded, info.serialize());
        }
    }

    @Test
    void losersLeaveNoChunks() throws Exception {
        create(0, 1, 1, "first");
        assertThatExceptionOfType(ReplicaFileExistsException.class).isThrownBy(() -> create(0, 1, 1, "second"));
        assertThat(messages()).isEqualTo(2);
    }

    @Test
    void deleteLeavesNothing() throws Exception {
        create(0, 1, 1, "x");
        client.delete(List.of(file(0, 1, 1)));
        assertThat(messages()).isZero();
        create(0, 1, 1, "y");
        assertThat(read(file(0, 1, 1), 0, -1)).isEqualTo("y");
    }

    @Test
    void createGoesOverTheMarkThatAnotherClientsDeletionHasLeft() throws Exception {
        create(0, 1, 1, "x");
        try (Connection connection = server.connect()) {
            connection.objectStore(bucket).delete("ltx/0/" + name(1, 1));
        }
        assertThat(client.list(0, TxId.NONE)).isEmpty();
        create(0, 1, 1, "y");
        assertThat(read(file(0, 1, 1), 0, -1)).isEqualTo("y");
        assertThatExceptionOfType(ReplicaFileExistsException.class).isThrownBy(() -> create(0, 1, 1, "z"));
    }

    @Test
    void createWhenSourceIsShorterThanItSaysPublishesNothing() throws Exception {
        UploadSource oversized = new UploadSource() {
            @Override
            public long size() {
                return 6;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(new byte[5]);
            }
        };
        assertThatIOException()
                .isThrownBy(() -> client.create(0, name(1, 1), CREATED, oversized))
                .withMessageContaining("5 bytes, expected 6");
        assertThat(messages()).isZero();
    }

    @Test
    void openWhenChunksAreMissingSaysSo() throws Exception {
        create(0, 1, 1, "x");
        try (Connection connection = server.connect()) {
            String nuid = connection
                    .objectStore(bucket)
                    .getInfo("ltx/0/" + name(1, 1))
                    .getNuid();
            connection
                    .jetStreamManagement()
                    .purgeStream("OBJ_" + bucket, PurgeOptions.subject("$O." + bucket + ".C." + nuid));
        }
        assertThatIOException()
                .isThrownBy(() -> client.open(file(0, 1, 1), 0, -1))
                .withMessageContaining("1 chunks, but 0 are there");
    }

    private byte[] bytes(long offset, long length) throws IOException {
        try (InputStream in = client.open(file(9, 1, 9), offset, length)) {
            return in.readAllBytes();
        }
    }

    private long messages() throws Exception {
        try (Connection connection = server.connect()) {
            return connection
                    .jetStreamManagement()
                    .getStreamInfo("OBJ_" + bucket, StreamInfoOptions.allSubjects())
                    .getStreamState()
                    .getMsgCount();
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** An upload in whose middle something else happens. */
    private record Interrupted(byte[] bytes, Step step) implements UploadSource {

        interface Step {
            void run() throws IOException;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes) {
                private int reads;

                @Override
                public byte[] readNBytes(int length) throws IOException {
                    if (++reads == 15) {
                        step.run();
                    }
                    return super.readNBytes(length);
                }
            };
        }
    }
}
