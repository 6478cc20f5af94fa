package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.LeaseStatus;
import io.litestream4j.status.RestoreResult;
import io.litestream4j.testing.DatabaseContent;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that has to hold the lease: a rolling deployment in one process (I9). */
class EngineLeaseTests {

    private static final LeaseOptions REQUIRED =
            new LeaseOptions(LeaseMode.REQUIRED, Duration.ofSeconds(2), Duration.ofSeconds(60));

    @TempDir
    private Path directory;

    private EngineKit kit;
    private Litestream standby;
    private TestDatabase copy;

    @BeforeEach
    void create() throws Exception {
        kit = new EngineKit(directory);
        kit.execute("PRAGMA journal_mode=WAL", "CREATE TABLE t(x)");
        standby = new Litestream();
        copy = new TestDatabase(
                Files.createDirectories(directory.resolve("second")).resolve("app.db"));
    }

    @AfterEach
    void close() {
        standby.close();
        kit.close();
    }

    private LitestreamDatabase standby(LeaseOptions lease) {
        return standby.open(
                DatabaseOptions.builder(copy.path(), kit.options().build().replicaUrl())
                        .lease(lease)
                        .build());
    }

    private static LeaseStatus lease(LitestreamDatabase database) {
        return Objects.requireNonNull(database.status().lease());
    }

    @Test
    void theNextInstanceWaitsForTheLeaseThenRestoresWhatTheLastOneWrote() throws Exception {
        LitestreamDatabase first = kit.start(options -> options.lease(REQUIRED));
        first.sync(EngineKit.PATIENCE);
        assertThat(lease(first).held()).isTrue();
        LitestreamDatabase second = standby(REQUIRED);
        CompletableFuture<Void> restored = CompletableFuture.runAsync(second::restoreOnStart);
        await().until(() -> second.status().lease() != null);
        assertThat(second.status().state()).isEqualTo(DatabaseState.STANDBY);
        assertThat(lease(second).held()).isFalse();
        kit.execute("INSERT INTO t VALUES ('the last')");
        kit.stopEngine();
        restored.get();
        assertThat(copy.value("SELECT x FROM t")).isEqualTo("the last");
        second.start();
        try (Connection connection = copy.open()) {
            TestDatabase.execute(connection, "INSERT INTO t VALUES ('the first')");
            second.sync(EngineKit.PATIENCE);
        }
        assertThat(lease(second).held()).isTrue();
        assertThat(lease(second).generation()).isEqualTo(2);
        assertThat(kit.restoredValue(new RestoreTarget.Latest(), "SELECT count(*) FROM t"))
                .isEqualTo("2");
    }

    @Test
    void i5TheStandbyHasRestoredBeforeItGetsTheLeaseAndThenCatchesUp() throws Exception {
        LitestreamDatabase first = kit.start(options -> options.lease(REQUIRED));
        for (int i = 0; i < 10; i++) {
            kit.execute("INSERT INTO t VALUES (randomblob(10000))");
            first.sync(EngineKit.PATIENCE);
        }
        LitestreamDatabase second = standby(REQUIRED);
        CompletableFuture<Optional<RestoreResult>> restored = CompletableFuture.supplyAsync(second::restoreOnStart);
        await().untilAsserted(() -> assertThat(unfinished()).hasSize(1).allMatch(size -> size > 100_000));
        assertThat(copy.path()).doesNotExist();
        assertThat(second.status().state()).isEqualTo(DatabaseState.STANDBY);
        kit.execute("INSERT INTO t VALUES ('the last')");
        kit.stopEngine();
        assertThat(restored.get().orElseThrow().files()).isLessThan(5);
        assertThat(unfinished()).isEmpty();
        assertThat(DatabaseContent.logicalSha256(copy.path())).isEqualTo(kit.content());
    }

    private List<Long> unfinished() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("second"))) {
            return files.filter(file -> file.toString().endsWith(".restoring"))
                    .map(file -> file.toFile().length())
                    .toList();
        }
    }

    @Test
    void theStartFailsWhenTheLeaseIsNotToBeHadInTime() {
        kit.start(options -> options.lease(REQUIRED));
        LitestreamDatabase second =
                standby(new LeaseOptions(LeaseMode.REQUIRED, Duration.ofSeconds(2), Duration.ofMillis(300)));
        assertThatExceptionOfType(LitestreamException.class)
                .isThrownBy(second::restoreOnStart)
                .withMessageContaining("(generation 1) holds it");
        assertThat(second.status().state()).isEqualTo(DatabaseState.STARTING);
    }

    @Test
    void closingEndsTheWait() {
        kit.start(options -> options.lease(REQUIRED));
        LitestreamDatabase second = standby(REQUIRED);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(second::restoreOnStart);
        await().until(() -> second.status().lease() != null);
        second.close();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(waiting::get)
                .withMessageContaining("was ended");
    }

    @Test
    void losingTheLeaseFences() throws Exception {
        LitestreamDatabase first = kit.start(options -> options.lease(REQUIRED));
        first.sync(EngineKit.PATIENCE);
        Files.delete(kit.replica().resolve("lock.json"));
        await().until(() -> first.status().state() == DatabaseState.FENCED);
        assertThatExceptionOfType(LitestreamException.class)
                .isThrownBy(() -> first.sync(EngineKit.PATIENCE))
                .withMessageContaining("is lost");
        kit.stopEngine();
        assertThat(kit.replica().resolve("lock.json")).doesNotExist();
        LitestreamDatabase again = kit.start(options -> options.lease(REQUIRED));
        again.sync(EngineKit.PATIENCE);
        assertThat(kit.restored()).isEqualTo(kit.content());
    }

    @Test
    void losingTheLeaseDuringTheRestoreStaysVisible() throws Exception {
        LitestreamDatabase first = kit.start(options -> options.lease(REQUIRED));
        first.sync(EngineKit.PATIENCE);
        kit.stopEngine();
        LitestreamDatabase second = standby(REQUIRED);
        AtomicBoolean taken = new AtomicBoolean();
        second.addListener(event -> {
            boolean restoring =
                    event instanceof DatabaseEvent.Requested && second.status().state() == DatabaseState.RESTORING;
            if (restoring && taken.compareAndSet(false, true)) {
                takeTheLeaseFrom(second);
            }
        });
        assertThat(second.restoreOnStart()).isPresent();
        assertThat(taken).isTrue();
        assertThat(second.status().state()).isEqualTo(DatabaseState.FENCED);
        assertThat(second.restoreOnStart()).isEmpty();
        assertThat(second.status().state()).isEqualTo(DatabaseState.FENCED);
    }

    private void takeTheLeaseFrom(LitestreamDatabase holder) {
        try {
            Files.delete(kit.replica().resolve("lock.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().until(() -> holder.status().state() == DatabaseState.FENCED);
    }

    @Test
    void restoringWithoutALeaseAsksForNone() throws Exception {
        LitestreamDatabase first = kit.start();
        first.sync(EngineKit.PATIENCE);
        assertThat(first.status().lease()).isNull();
        assertThat(kit.replica().resolve("lock.json")).doesNotExist();
    }
}
