package io.litestream4j.replica.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.BytesSource;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClientContractTests;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileExistsException;
import io.litestream4j.replica.UploadSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcsReplicaClientTests extends ReplicaClientContractTests {

    private static final int PART = 256 << 10;

    private static FakeGcs gcs;

    private String bucket = "";

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        gcs = FakeGcs.start(directory);
    }

    @AfterAll
    static void stop() {
        if (gcs != null) {
            gcs.close();
        }
    }

    @Override
    protected ReplicaClient createClient() {
        bucket = gcs.newBucket();
        return ReplicaClients.create(gcs.options(bucket));
    }

    @Override
    protected void putForeign(int level, String name) {
        BlobInfo info = BlobInfo.newBuilder(id(level, name)).build();
        storage().create(info, "foreign".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void createWritesWhatLitestreamReads() throws IOException {
        create(0, 1, 1, "x");
        Blob blob = storage().get(id(0, name(1, 1).toString()));
        assertThat(blob.getMetadata()).containsEntry("litestream-timestamp", "2026-01-02T03:04:05.678Z");
        assertThat(blob.getContentType()).isEqualTo("application/octet-stream");
    }

    @Test
    void listTakesTheObjectsOwnTimeWhenThereIsNoOther() throws IOException {
        putForeign(0, name(1, 1).toString());
        assertThat(client.list(0, TxId.NONE))
                .extracting(ReplicaFile::created)
                .containsExactly(storage()
                        .get(id(0, name(1, 1).toString()))
                        .getCreateTimeOffsetDateTime()
                        .toInstant());
    }

    @Test
    void createOfALargeFileSendsItInParts() throws IOException {
        byte[] content = bytes(5 * PART + 17);
        client.create(9, name(1, 7), CREATED, new BytesSource(content));
        assertThat(client.list(9, TxId.NONE)).containsExactly(new ReplicaFile(9, name(1, 7), content.length, CREATED));
        try (InputStream in = client.open(file(9, 1, 7), 0, -1)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void contract2CreateOfALargeFileWhenNameIsTakenThrowsAndKeepsTheFirst() throws IOException {
        create(9, 1, 7, "first");
        assertThatExceptionOfType(ReplicaFileExistsException.class)
                .isThrownBy(() -> client.create(9, name(1, 7), CREATED, new BytesSource(bytes(3 * PART))));
        assertThat(read(file(9, 1, 7), 0, -1)).isEqualTo("first");
    }

    @Test
    void contract2CreateOfALargeFileWhenNameIsTakenMeanwhileThrowsAndKeepsTheFirst() throws IOException {
        byte[] content = bytes(3 * PART);
        UploadSource slow = new UploadSource() {

            @Override
            public long size() {
                return content.length;
            }

            @Override
            public InputStream open() {
                return new Surprise(content, 2 * PART, () -> create(9, 1, 7, "first"));
            }
        };
        assertThatExceptionOfType(ReplicaFileExistsException.class)
                .isThrownBy(() -> client.create(9, name(1, 7), CREATED, slow));
        assertThat(read(file(9, 1, 7), 0, -1)).isEqualTo("first");
    }

    @Test
    void createWhenSourceIsShorterThanItSaysPublishesNothing() throws IOException {
        for (int size : new int[] {5, 3 * PART}) {
            assertThatIOException()
                    .isThrownBy(() -> client.create(0, name(1, 1), CREATED, new Oversized(bytes(size))))
                    .withMessage("the source has " + size + " bytes, expected " + (size + 1));
        }
        assertThat(client.list(0, TxId.NONE)).isEmpty();
    }

    @Test
    void openBehindTheEndIsEmpty() throws IOException {
        create(0, 1, 1, "0123456789");
        assertThat(read(file(0, 1, 1), 10, -1)).isEmpty();
        assertThat(read(file(0, 1, 1), 8, 100)).isEqualTo("89");
    }

    private static Storage storage() {
        return gcs.storage();
    }

    private BlobId id(int level, String name) {
        return BlobId.of(bucket, "backup/app.db/ltx/" + level + "/" + name);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private record Oversized(byte[] bytes) implements UploadSource {

        @Override
        public long size() {
            return bytes.length + 1;
        }

        @Override
        public InputStream open() {
            return new BytesSource(bytes).open();
        }
    }
}
