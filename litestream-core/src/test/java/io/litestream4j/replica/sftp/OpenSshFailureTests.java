package io.litestream4j.replica.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.BytesSource;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.UploadSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that breaks, stops or goes away. */
@Timeout(60)
class OpenSshFailureTests {

    @TempDir
    private Path directory;

    private OpenSshServer server;
    private ReplicaClient client;

    @BeforeEach
    void start() throws IOException {
        server = OpenSshServer.start(directory);
        client = ReplicaClients.create(
                server.options("app").withSettings(Map.of("request-timeout", "1s", "connect-timeout", "2s")));
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            client.close();
            server.close();
        }
    }

    @Test
    void aConnectionThatBreaksBetweenRequestsIsNotNoticed() throws IOException {
        create(1);
        breakConnections();
        create(2);
        assertThat(client.list(0, TxId.NONE)).hasSize(2);
    }

    @Test
    void aConnectionThatBreaksDuringAnUploadIsReplaced() throws IOException {
        AtomicBoolean broken = new AtomicBoolean();
        byte[] content = new byte[1 << 20];
        client.create(0, name(1), Instant.now(), new BreakingSource(content, () -> {
            if (broken.compareAndSet(false, true)) {
                breakConnections();
            }
        }));
        assertThat(broken).isTrue();
        try (InputStream in = client.open(client.list(0, TxId.NONE).get(0), 0, -1)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void aConnectionThatBreaksDuringAReadFailsThatReadOnly() throws IOException {
        client.create(0, name(1), Instant.now(), new BytesSource(new byte[8 << 20]));
        ReplicaFile file = client.list(0, TxId.NONE).get(0);
        try (InputStream in = client.open(file, 0, -1)) {
            assertThat(in.readNBytes(100)).hasSize(100);
            breakConnections();
            assertThatIOException().isThrownBy(in::readAllBytes);
        }
        try (InputStream in = client.open(file, 100, -1)) {
            assertThat(in.readAllBytes()).hasSize((8 << 20) - 100);
        }
    }

    @Test
    void contract9AServerThatStopsAnsweringIsUnavailable() throws Exception {
        create(1);
        signalAll("-STOP");
        try {
            assertThatExceptionOfType(ReplicaUnavailableException.class).isThrownBy(() -> client.list(0, TxId.NONE));
        } finally {
            signalAll("-CONT");
        }
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> client.list(0, TxId.NONE).size() == 1);
    }

    @Test
    void contract9AnInterruptEndsARequest() throws Exception {
        create(1);
        signalAll("-STOP");
        try {
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    client.list(0, TxId.NONE);
                } catch (InterruptedIOException e) {
                    interrupted.complete(Thread.currentThread().isInterrupted());
                } catch (IOException e) {
                    interrupted.completeExceptionally(e);
                }
            });
            thread.start();
            await().until(() -> thread.getState() != Thread.State.RUNNABLE);
            thread.interrupt();
            assertThat(interrupted.get()).isTrue();
        } finally {
            signalAll("-CONT");
        }
    }

    @Test
    void i6AServerThatHasGoneIsNoEmptyReplica() throws IOException {
        create(1);
        server.close();
        assertThatExceptionOfType(ReplicaUnavailableException.class).isThrownBy(() -> client.list(0, TxId.NONE));
    }

    @Test
    void i6AParentThatIsAFileIsNoEmptyReplica() throws IOException {
        Files.writeString(directory.resolve("app"), "not a directory");
        assertThatExceptionOfType(ReplicaUnavailableException.class)
                .isThrownBy(() -> client.list(0, TxId.NONE))
                .withMessageContaining("/app is a file");
        assertThatExceptionOfType(ReplicaUnavailableException.class).isThrownBy(() -> create(1));
    }

    @Test
    void aSourceThatFailsIsNoFailureOfTheConnection() throws IOException {
        UploadSource failing = new BreakingSource(new byte[100], () -> {
            throw new IOException("no such disk");
        });
        assertThatIOException()
                .isThrownBy(() -> client.create(0, name(1), Instant.now(), failing))
                .withMessageContaining("no such disk");
    }

    @Test
    void nothingButTheFileIsLeft() throws IOException {
        create(1);
        assertThatIOException().isThrownBy(() -> create(1));
        try (Stream<Path> files = Files.list(directory.resolve("app/ltx/0"))) {
            assertThat(files).extracting(Path::getFileName).containsExactly(Path.of(name(1).toString()));
        }
    }

    private void create(long txId) throws IOException {
        client.create(0, name(txId), Instant.now(), new BytesSource(new byte[] {1}));
    }

    private static LtxFileName name(long txId) {
        return new LtxFileName(new TxId(txId), new TxId(txId));
    }

    private void breakConnections() {
        server.server().process().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    private void signalAll(String signal) throws Exception {
        Stream<ProcessHandle> all = Stream.concat(
                Stream.of(server.server().process().toHandle()),
                server.server().process().descendants());
        for (ProcessHandle process : all.toList()) {
            new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    /** Bytes that are not all there when something happens. */
    private record BreakingSource(byte[] bytes, Action action) implements UploadSource {

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open() throws IOException {
            InputStream in = new ByteArrayInputStream(bytes);
            return new SequenceInputStream(
                    new ByteArrayInputStream(in.readNBytes(bytes.length / 2)), new InputStream() {
                        private boolean run;

                        @Override
                        public int read() throws IOException {
                            if (!run) {
                                run = true;
                                action.run();
                            }
                            return in.read();
                        }
                    });
        }
    }
}
