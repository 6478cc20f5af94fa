package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.litestream4j.replica.ReplicaOptions;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several writers on one prefix, with every kind of store (I2, I8, I9): one goes on, the others are fenced before their
 * second write; no TXID ever has two contents; what was acknowledged as replicated is in every later restore.
 */
public abstract class OneWriterContractTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROWS = 5;

    private final Random random = new Random();
    private final long seed = random.nextLong();

    @TempDir
    private Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Writer> writers = new ArrayList<>();
    private ReplicaOptions replica;

    /** Returns an empty replica, of nothing but its URL and {@link #settings()}. */
    protected abstract ReplicaOptions createReplica() throws IOException;

    /** Returns the settings without which another process cannot use the replica. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    @BeforeEach
    void openReplica() throws IOException {
        random.setSeed(seed);
        replica = createReplica();
    }

    @AfterEach
    void closeWriters() throws Exception {
        for (Writer writer : writers) {
            writer.close();
        }
        threads.shutdownNow();
    }

    /** One instance of an application, on a disk of its own. */
    private final class Writer implements AutoCloseable {

        private final String name;
        private final TestDatabase file;
        /** Of a clock of its own: two that write the same pages in the same millisecond would write the same file. */
        private final Duration clockIsAheadBy = Duration.ofSeconds(writers.size());

        private final Litestream litestream = new Litestream(() -> Instant.now().plus(clockIsAheadBy));
        private final LitestreamDatabase database;
        private final AtomicInteger uploaded = new AtomicInteger();
        private @Nullable Connection connection;

        Writer(String name) throws IOException {
            this.name = name;
            this.file = new TestDatabase(
                    Files.createDirectories(directory.resolve(name)).resolve("app.db"));
            this.database = litestream.open(DatabaseOptions.builder(file.path(), replica)
                    .syncInterval(Duration.ZERO)
                    .shutdownSyncTimeout(Duration.ZERO)
                    .probe(ProbeMode.OFF)
                    .build());
            database.addListener(this::count);
            writers.add(this);
        }

        private void count(DatabaseEvent event) {
            if (event instanceof DatabaseEvent.Uploaded) {
                uploaded.incrementAndGet();
            }
        }

        void restore() throws SQLException {
            database.restoreOnStart();
            connection = file.open();
            TestDatabase.execute(
                    connection, "PRAGMA journal_mode=WAL", "CREATE TABLE IF NOT EXISTS note(name TEXT, row INTEGER)");
        }

        /** Writes rows until all are replicated, and returns how many are. */
        int write(int rows) throws SQLException {
            Connection application = Objects.requireNonNull(connection);
            int replicated = 0;
            try {
                while (replicated < rows) {
                    TestDatabase.execute(application, "INSERT INTO note VALUES ('" + name + "', " + replicated + ")");
                    database.sync(PATIENCE);
                    replicated++;
                }
            } catch (LitestreamException e) {
                assertThat(e).hasMessageContaining("is fenced");
            }
            return replicated;
        }

        boolean isFenced() {
            return database.status().state() == DatabaseState.FENCED;
        }

        @Override
        public void close() throws Exception {
            if (connection != null) {
                connection.close();
            }
            litestream.close();
        }
    }

    private String restored(String query) throws Exception {
        return Restored.value(replica, Files.createTempDirectory(directory, "restored"), query);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void ofSeveralThatBeginTogetherOneGoesOnAndTheOthersAreFencedBeforeTheirSecondWrite(int count) throws Exception {
        try (ReplicaWatcher watcher = new ReplicaWatcher(replica)) {
            Writer first = new Writer("first");
            first.restore();
            first.database.start();
            first.write(1);
            // Else each of the others owes the replica a first snapshot, which is no write of its own.
            first.database.snapshot(PATIENCE);
            first.close();
            List<Writer> together = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                together.add(new Writer("writer-" + i));
                together.get(i).restore();
            }
            List<Future<Integer>> results = new ArrayList<>();
            for (Writer writer : together) {
                results.add(threads.submit(() -> {
                    writer.database.start();
                    return writer.write(ROWS);
                }));
            }
            int winners = 0;
            for (int i = 0; i < count; i++) {
                Writer writer = together.get(i);
                if (results.get(i).get() == ROWS) {
                    winners++;
                    assertThat(restored("SELECT count(*) FROM note WHERE name='" + writer.name + "'"))
                            .isEqualTo(String.valueOf(ROWS));
                } else {
                    await().until(writer::isFenced);
                    assertThat(results.get(i).get()).isZero();
                    assertThat(writer.uploaded.get())
                            .as("writes that were not refused")
                            .isZero();
                }
            }
            assertThat(winners).isEqualTo(1);
            watcher.assertNothingWasOverwritten();
        }
    }

    @Test
    void oneThatIsOvertakenIsFencedAtItsNextWriteAndNeverWritesAgain() throws Exception {
        try (ReplicaWatcher watcher = new ReplicaWatcher(replica)) {
            Writer old = new Writer("old");
            old.restore();
            old.database.start();
            assertThat(old.write(ROWS)).isEqualTo(ROWS);
            Writer young = new Writer("young");
            young.restore();
            young.database.start();
            assertThat(young.write(ROWS)).isEqualTo(ROWS);
            assertThat(old.write(ROWS)).isZero();
            await().until(old::isFenced);
            int uploaded = old.uploaded.get();
            assertThat(old.write(ROWS)).isZero();
            assertThat(young.write(ROWS)).isEqualTo(ROWS);
            assertThat(old.uploaded.get()).isEqualTo(uploaded);
            assertThat(restored("SELECT count(*) FROM note")).isEqualTo(String.valueOf(3 * ROWS));
            watcher.assertNothingWasOverwritten();
        }
    }

    @ParameterizedTest
    @EnumSource(LeaseMode.class)
    void nothingAcknowledgedIsLostWhateverHappensToThreeProcesses(LeaseMode lease) throws Exception {
        try (ReplicaWatcher watcher = new ReplicaWatcher(replica);
                WriterProcesses processes = new WriterProcesses(directory, replica.url(), settings(), lease, random)) {
            processes.disturb(rounds());
            processes.end();
            Map<String, Long> lastRows = processes.replicated();
            assertThat(lastRows).as("seed %d", seed).isNotEmpty();
            for (Map.Entry<String, Long> last : lastRows.entrySet()) {
                assertThat(restored("SELECT count(DISTINCT row) FROM note WHERE name='" + last.getKey()
                                + "' AND row IN (" + processes.rows(last.getKey()) + ")"))
                        .as("seed %d, rows of %s", seed, last.getKey())
                        .isEqualTo(String.valueOf(last.getValue()));
            }
            watcher.assertNothingWasOverwritten();
        }
    }

    /** Returns how often a process is killed or stopped. */
    protected int rounds() {
        return 1;
    }
}
