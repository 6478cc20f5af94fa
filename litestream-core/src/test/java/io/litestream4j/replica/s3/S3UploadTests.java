package io.litestream4j.replica.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.BytesSource;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaFileExistsException;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.UploadSource;
import io.litestream4j.testing.S3Server;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.s3.S3Client;

class S3UploadTests {

    private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05.670Z");
    private static final LtxFileName NAME = new LtxFileName(new TxId(1), new TxId(1));
    private static final ReplicaFile FILE = new ReplicaFile(0, NAME, 1, CREATED);

    @RegisterExtension
    private static final S3Server server = new S3Server();

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final byte[] large = new byte[11 << 20];
    private ReplicaOptions options;
    private ReplicaClient client;

    @BeforeEach
    void connect() {
        new Random(1).nextBytes(large);
        options = server.options().withExecutor(task -> new Thread(task).start());
        client = ReplicaClients.create(options);
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
    }

    @Test
    void largeFilesGoInPartsAtTheSameTime() throws IOException {
        client.create(0, NAME, CREATED, new Watched(large));
        assertThat(read()).isEqualTo(large);
        assertThat(threads).hasSizeGreaterThan(1);
        assertThat(client.withLtxTimes(client.list(0, TxId.NONE), CREATED))
                .containsExactly(new ReplicaFile(0, NAME, large.length, CREATED));
    }

    @Test
    void aFileOfExactlyOnePartIsStored() throws IOException {
        byte[] content = new byte[(int) S3Settings.MIN_PART_SIZE];
        client.create(0, NAME, CREATED, new BytesSource(content));
        assertThat(read()).isEqualTo(content);
    }

    @Test
    void largeFilesDoNotReplaceEither() throws IOException {
        client.create(0, NAME, CREATED, new BytesSource(new byte[10]));
        assertThatExceptionOfType(ReplicaFileExistsException.class)
                .isThrownBy(() -> client.create(0, NAME, CREATED, new BytesSource(large)));
        assertThat(read()).hasSize(10);
        assertNothingUnfinished();
    }

    @Test
    void whenAPartFailsNothingStays() {
        AtomicInteger opened = new AtomicInteger();
        UploadSource broken = new UploadSource() {
            @Override
            public long size() {
                return large.length;
            }

            @Override
            public InputStream open() throws IOException {
                if (opened.incrementAndGet() > 2) {
                    throw new IOException("the disk is gone");
                }
                return new ByteArrayInputStream(large);
            }
        };
        assertThatIOException()
                .isThrownBy(() -> client.create(0, NAME, CREATED, broken))
                .withMessageContaining("the disk is gone");
        assertNothingUnfinished();
    }

    @Test
    void aSourceThatIsShorterThanItSaysFails() {
        UploadSource source = new Watched(new byte[10]) {
            @Override
            public long size() {
                return 11;
            }
        };
        ReplicaClient impatient =
                ReplicaClients.create(server.options().withSettings(java.util.Map.of("max-attempts", "1")));
        assertThatIOException().isThrownBy(() -> impatient.create(0, NAME, CREATED, source));
    }

    private void assertNothingUnfinished() {
        try (S3Client other = S3Clients.createClient(server.options(), variable -> null)) {
            String path = options.url().uri().getPath().substring(1);
            assertThat(other.listMultipartUploads(
                                    list -> list.bucket(S3Server.BUCKET).prefix(path))
                            .uploads())
                    .isEmpty();
        }
    }

    private byte[] read() throws IOException {
        try (InputStream in = client.open(FILE, 0, -1)) {
            return in.readAllBytes();
        }
    }

    private class Watched implements UploadSource {

        private final byte[] content;

        Watched(byte[] content) {
            this.content = content;
        }

        @Override
        public long size() {
            return content.length;
        }

        @Override
        public InputStream open() {
            threads.add(Thread.currentThread());
            return new ByteArrayInputStream(content);
        }
    }
}
