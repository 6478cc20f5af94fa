package io.litestream4j.replica.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
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
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AzureReplicaClientTests extends ReplicaClientContractTests {

    private static final int PART = 64 << 10;

    private static Azurite azurite;

    private final String box = "box-" + UUID.randomUUID();

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        azurite = Azurite.start(directory);
    }

    @AfterAll
    static void stop() {
        if (azurite != null) {
            azurite.close();
        }
    }

    @Override
    protected ReplicaClient createClient() {
        azurite.service().createBlobContainer(box);
        return ReplicaClients.create(
                azurite.optionsWithKey(box).withSettings(Map.of("part-size", "64KB", "concurrency", "3")));
    }

    @Override
    protected void putForeign(int level, String name) {
        container().getBlobClient("backup/app.db/ltx/" + level + "/" + name).upload(BinaryData.fromString("foreign"));
    }

    @Test
    void createWritesWhatLitestreamReads() throws IOException {
        create(0, 1, 1, "x");
        BlobClient blob = container().getBlobClient("backup/app.db/ltx/0/" + name(1, 1));
        assertThat(blob.getProperties().getMetadata()).containsEntry("litestreamtimestamp", "2026-01-02T03:04:05.678Z");
        assertThat(blob.getProperties().getContentType()).isEqualTo("application/octet-stream");
        assertThat(blob.getProperties().getAccessTier()).hasToString("Hot");
    }

    @Test
    void listTakesTheBlobsOwnTimeWhenThereIsNoOther() throws IOException {
        putForeign(0, name(1, 1).toString());
        assertThat(client.list(0, TxId.NONE))
                .extracting(ReplicaFile::created)
                .containsExactly(container()
                        .getBlobClient("backup/app.db/ltx/0/" + name(1, 1))
                        .getProperties()
                        .getLastModified()
                        .toInstant());
    }

    @Test
    void createOfALargeFileStagesItInParts() throws IOException {
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

    private BlobContainerClient container() {
        return azurite.service().getBlobContainerClient(box);
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
