package io.litestream4j.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.litestream4j.replica.ReplicaClient;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a restore says while it waits for its store. */
class RetryLogTests {

    private static final RestoreTarget LATEST = new RestoreTarget.Latest();
    private static final RestoreSettings SETTINGS =
            new RestoreSettings(IntegrityCheckMode.QUICK, Restores.PARALLELISM, Duration.ofHours(1));

    @TempDir
    private Path directory;

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.litestream4j.restore.fetch");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong();
    private ReplicaFixture fixture;

    @BeforeEach
    void prepare() throws IOException {
        fixture = ReplicaFixture.copy("corrupt/control", directory);
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void detach() {
        logger.detachAppender(appender);
        logger.setLevel(null);
    }

    @Test
    void storeWhereNothingListensIsNamedAtTheFirstFailedTry() throws IOException {
        ReplicaOptions away = ReplicaOptions.of(
                        ReplicaUrl.parse("s3://bkt/x?endpoint=127.0.0.1:" + TestServer.freePort()))
                .withSettings(Map.of("access-key-id", "a", "secret-access-key", "b", "max-attempts", "1"));
        try (ReplicaClient client = ReplicaClients.create(away)) {
            assertThatIOException()
                    .isThrownBy(() -> restore(client, Duration.ZERO).plan(LATEST, SETTINGS));
        }
        assertThat(lines()).singleElement().asString().startsWith("WARN ").contains("s3://bkt/x", "Connection refused");
    }

    @Test
    void storeThatComesBackIsSaidTo() throws IOException {
        try (ReplicaClient client = new FlakyReplicaClient(fixture.client(), 2, Integer.MAX_VALUE)) {
            restore(client, Duration.ZERO).plan(LATEST, SETTINGS);
        }
        assertThat(lines())
                .containsExactly(
                        "WARN Cannot read the replica now, trying again replica=" + url()
                                + ": java.io.IOException: connection refused",
                        "INFO Reading goes on replica=" + url());
    }

    @Test
    void storeThatStaysAwayIsNamedOnceAMinute() throws IOException {
        try (ReplicaClient client = new FlakyReplicaClient(fixture.client(), 3, Integer.MAX_VALUE)) {
            restore(client, Duration.ofSeconds(40)).plan(LATEST, SETTINGS);
        }
        // After 0, 40 and 80 s.
        assertThat(lines().stream().filter(line -> line.startsWith("WARN"))).hasSize(2);
    }

    @Test
    void connectionsThatBreakAndAreResumedAreNotWorthALine() throws IOException {
        try (ReplicaClient client = new FlakyReplicaClient(fixture.client(), 0, 400)) {
            restore(client, Duration.ZERO).restoreTo(directory.resolve("copy.db"), LATEST, SETTINGS);
        }
        assertThat(lines()).isEmpty();
    }

    @Test
    void streamsThatGiveNothingAreNamed() throws IOException {
        try (ReplicaClient client = new FlakyReplicaClient(fixture.client(), 0, 0)) {
            assertThatIOException().isThrownBy(() -> restore(client, Duration.ZERO)
                    .restoreTo(directory.resolve("copy.db"), LATEST, SETTINGS));
        }
        assertThat(lines()).singleElement().asString().contains("connection reset");
    }

    private ReplicaRestore restore(ReplicaClient client, Duration pause) {
        return new ReplicaRestore(
                client,
                () -> Restores.NOW,
                nanos::get,
                duration -> nanos.addAndGet(pause.toNanos()),
                Executors::newFixedThreadPool,
                (bytes, total) -> {});
    }

    private ReplicaUrl url() throws IOException {
        try (ReplicaClient client = fixture.client()) {
            return client.url();
        }
    }

    private List<String> lines() {
        return appender.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }
}
