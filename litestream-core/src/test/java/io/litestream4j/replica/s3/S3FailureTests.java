package io.litestream4j.replica.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.litestream4j.ltx.LtxFileName;
import io.litestream4j.ltx.TxId;
import io.litestream4j.replica.BytesSource;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaFile;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUnavailableException;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.replica.UploadSource;
import io.litestream4j.restore.IntegrityCheckMode;
import io.litestream4j.restore.ReplicaRestore;
import io.litestream4j.restore.RestoreException;
import io.litestream4j.restore.RestoreSettings;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.testing.S3Server;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

@Timeout(30)
class S3FailureTests {

    private static final LtxFileName NAME = new LtxFileName(new TxId(1), new TxId(1));
    private static final ReplicaFile FILE = new ReplicaFile(0, NAME, 1, Instant.EPOCH);
    private static final Map<String, String> IMPATIENT = Map.of("max-attempts", "1", "request-timeout", "500ms");

    @RegisterExtension
    private static final S3Server server = new S3Server();

    @Test
    void i6AMissingBucketIsNoEmptyReplica() throws IOException {
        try (ReplicaClient client = client("s3://absent/x?endpoint=127.0.0.1:" + server.port(), server.credentials())) {
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> client.list(0, TxId.NONE))
                    .withMessageContaining("there is no bucket 'absent': create it");
            assertThatExceptionOfType(ReplicaUnavailableException.class).isThrownBy(() -> client.open(FILE, 0, -1));
        }
    }

    @Test
    void i6AWrongSecretIsSaidWithoutShowingIt() throws IOException {
        Map<String, String> wrong = Map.of("access-key-id", "replicator", "secret-access-key", "wrong-secret");
        try (ReplicaClient client = client("s3://bkt/x?endpoint=127.0.0.1:" + server.port(), wrong)) {
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> client.list(0, TxId.NONE))
                    .withMessageContaining("check the credentials")
                    .withMessageNotContaining("wrong-secret")
                    .withStackTraceContaining("s3://bkt/x");
        }
    }

    @Test
    void i6AnAccessKeyThatIsNotKnownIsNeitherAnEmptyReplicaNorAMissingFile() throws IOException {
        Map<String, String> unknown = Map.of("access-key-id", "nobody", "secret-access-key", "wrong-secret");
        try (ReplicaClient client = client("s3://bkt/x?endpoint=127.0.0.1:" + server.port(), unknown)) {
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> client.list(0, TxId.NONE))
                    .withMessageContaining("check the credentials");
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> client.open(FILE, 0, -1))
                    .withMessageContaining("check the credentials");
        }
    }

    @Test
    void i6AnUnreachableServerIsNoEmptyReplica() throws IOException {
        try (ReplicaClient client = client("s3://bkt/x?endpoint=127.0.0.1:" + TestServer.freePort(), IMPATIENT)) {
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> client.list(0, TxId.NONE))
                    .withMessageContaining("cannot list x/0000/ in s3://bkt/x");
        }
    }

    @Test
    void contract9ASilentServerIsNotWaitedForForEver() throws IOException {
        try (Answer silent = new Answer("");
                ReplicaClient client = client("s3://bkt/x?endpoint=127.0.0.1:" + silent.port(), IMPATIENT)) {
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> client.create(0, NAME, Instant.EPOCH, new BytesSource(new byte[10])))
                    .withMessageContaining("timed out");
        }
    }

    @Test
    void contract9AServerThatFallsSilentIsNotWaitedForForEver() throws IOException {
        try (Answer begun = new Answer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
                ReplicaClient client = client("s3://bkt/x?endpoint=127.0.0.1:" + begun.port(), IMPATIENT);
                InputStream in = client.open(FILE, 0, -1)) {
            assertThat(in.readNBytes(5)).asString(StandardCharsets.UTF_8).isEqualTo("hello");
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(in::read);
        }
    }

    @Test
    void anEndThatComesTooEarlyIsNoEnd() throws IOException {
        try (Answer begun = new Answer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
                ReplicaClient client = client("s3://bkt/x?endpoint=127.0.0.1:" + begun.port(), Map.of());
                InputStream in = client.open(FILE, 0, -1)) {
            assertThat(in.readNBytes(5)).hasSize(5);
            begun.close();
            assertThatIOException().isThrownBy(in::read);
        }
    }

    @Test
    void contract9AnInterruptEndsARequest() throws Exception {
        try (Answer silent = new Answer("");
                ReplicaClient client = client("s3://bkt/x?endpoint=127.0.0.1:" + silent.port(), Map.of())) {
            Optional<Exception> failure = failureOfInterrupted(() -> client.list(0, TxId.NONE), silent);
            assertThat(failure).containsInstanceOf(InterruptedIOException.class);
        }
    }

    @Test
    void contract9AnInterruptEndsAnUploadThatWasReadThroughAChannel(@TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("file"), new byte[10]);
        try (Answer silent = new Answer("");
                ReplicaClient client = client("s3://bkt/x?endpoint=127.0.0.1:" + silent.port(), Map.of())) {
            Optional<Exception> failure = failureOfInterrupted(
                    () -> {
                        client.create(0, NAME, Instant.EPOCH, new ChannelSource(file, 10));
                        return NAME;
                    },
                    silent);
            assertThat(failure).containsInstanceOf(InterruptedIOException.class);
        }
    }

    @Test
    void contract9AServerThatOnlySaysThatItIsAtWorkIsNotWaitedForForEver() throws IOException {
        try (EndlessAnswer busy = new EndlessAnswer("HTTP/1.1 102 Processing\r\n\r\n");
                ReplicaClient client = client("s3://bkt/x?endpoint=127.0.0.1:" + busy.port(), IMPATIENT)) {
            assertThatExceptionOfType(ReplicaUnavailableException.class)
                    .isThrownBy(() -> client.create(0, NAME, Instant.EPOCH, new BytesSource(new byte[10_000])))
                    .withMessageContaining("timed out");
        }
    }

    @Test
    void aRestoreThatNobodyAnswersEndsInTime(@TempDir Path place) throws IOException {
        try (Answer silent = new Answer("");
                ReplicaClient client = client("s3://bkt/x?endpoint=127.0.0.1:" + silent.port(), Map.of())) {
            ReplicaRestore restore = new ReplicaRestore(
                    client,
                    InstantSource.system(),
                    System::nanoTime,
                    duration -> {},
                    Executors::newFixedThreadPool,
                    (bytes, total) -> {});
            RestoreSettings settings = new RestoreSettings(IntegrityCheckMode.QUICK, 2, Duration.ofSeconds(1));
            assertThatExceptionOfType(RestoreException.class)
                    .isThrownBy(() -> restore.restoreTo(place.resolve("app.db"), new RestoreTarget.Latest(), settings))
                    .withMessageStartingWith("not done within PT1S; look at the store");
            assertThatExceptionOfType(RestoreException.class)
                    .isThrownBy(() -> restore.plan(new RestoreTarget.Latest(), settings))
                    .withMessageStartingWith("not done within PT1S; look at the store");
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(place).isEmptyDirectory();
    }

    @Test
    void contract9AnInterruptEndsAStream() throws Exception {
        try (Answer begun = new Answer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
                ReplicaClient client = client("s3://bkt/x?endpoint=127.0.0.1:" + begun.port(), Map.of())) {
            Optional<Exception> failure = failureOfInterrupted(
                    () -> {
                        try (InputStream in = client.open(FILE, 0, -1)) {
                            return in.readAllBytes();
                        }
                    },
                    begun);
            assertThat(failure).containsInstanceOf(InterruptedIOException.class);
        }
    }

    @Test
    void aRangeThatIsNotKeptToIsAnError() throws IOException {
        try (Answer whole = new Answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
                ReplicaClient client = client("s3://bkt/x?endpoint=127.0.0.1:" + whole.port(), Map.of())) {
            assertThatIOException()
                    .isThrownBy(() -> client.open(FILE, 3, -1))
                    .withMessageContaining("the service sent all of it");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDenied, 403, not permitted: allow s3:DeleteObject on the objects",
        "ExpiredToken, 400, renew the credentials",
        "XAdminUserNotFound, 404, check the credentials",
        "RequestTimeTooSkewed, 403, clock",
        "AuthorizationHeaderMalformed, 400, set region",
        "SlowDown, 503, overloaded",
        "NotImplemented, 501, conditional-writes=false",
        "Whatever, 502, a problem of its own",
    })
    void answersAreExplained(String code, int status, String advice) {
        S3Failures failures = new S3Failures(ReplicaUrl.parse("s3://bkt/x"), "bkt");
        assertThat(failures.advice(S3Action.DELETE, code, status).orElseThrow()).contains(advice);
    }

    @Test
    void errorsOfSingleKeysFailADeletion() throws IOException {
        String body = "<DeleteResult><Error><Key>x/0000/k</Key><Code>AccessDenied</Code><Message>no</Message></Error>"
                + "</DeleteResult>";
        try (Answer denied = new Answer("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                ReplicaClient client = client("s3://bkt/x?endpoint=127.0.0.1:" + denied.port(), Map.of())) {
            assertThatIOException()
                    .isThrownBy(() -> client.delete(List.of(FILE)))
                    .withMessageContaining("1 of 1 objects")
                    .withMessageContaining("x/0000/k")
                    .withMessageContaining("allow s3:DeleteObject");
        }
    }

    @Test
    void theApplicationsOwnClientIsUsedAndStaysOpen() throws IOException {
        try (S3Client own = S3Clients.createClient(server.options(), variable -> null)) {
            ReplicaOptions options =
                    ReplicaOptions.of(ReplicaUrl.parse("s3://bkt/own")).withClient(S3Client.class, own);
            ReplicaClient client = ReplicaClients.create(options);
            assertThat(client.list(0, TxId.NONE)).isEmpty();
            client.close();
            assertThatNoException().isThrownBy(own::listBuckets);
        }
    }

    private static ReplicaClient client(String url, Map<String, String> settings) {
        return ReplicaClients.create(ReplicaOptions.of(ReplicaUrl.parse(url))
                .withSettings(settings)
                .withSettings(Map.of("access-key-id", "id", "secret-access-key", "secret")));
    }

    private record ChannelSource(Path path, long size) implements UploadSource {

        @Override
        public InputStream open() throws IOException {
            return Channels.newInputStream(FileChannel.open(path));
        }
    }

    private interface Action {
        Object run() throws IOException;
    }

    private static Optional<Exception> failureOfInterrupted(Action action, Answer answer) throws InterruptedException {
        Attempt attempt = new Attempt(action);
        Thread thread = new Thread(attempt);
        thread.start();
        answer.awaitRequest();
        thread.interrupt();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(attempt.interrupted).isTrue();
        return Optional.ofNullable(attempt.failure);
    }

    private static final class Attempt implements Runnable {

        private final Action action;
        private volatile @Nullable Exception failure;
        private volatile boolean interrupted;

        Attempt(Action action) {
            this.action = action;
        }

        @Override
        public void run() {
            try {
                action.run();
            } catch (IOException | RuntimeException e) {
                failure = e;
            }
            interrupted = Thread.currentThread().isInterrupted();
        }
    }
}
