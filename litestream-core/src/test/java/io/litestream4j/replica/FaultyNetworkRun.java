package io.litestream4j.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.Litestream;
import io.litestream4j.LitestreamDatabase;
import io.litestream4j.RestoreOptions;
import io.litestream4j.ltx.TxId;
import io.litestream4j.restore.RestorePolicy;
import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.status.Lag;
import io.litestream4j.testing.DatabaseContent;
import io.litestream4j.testing.FaultyProxy;
import io.litestream4j.testing.ReplicaDamage;
import io.litestream4j.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;

/** An application that commits, and a replica behind a network that gets worse and better. */
final class FaultyNetworkRun implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PHASE = Duration.ofMillis(200);
    private static final Duration NO_COMMIT_TAKES_SO_LONG = Duration.ofSeconds(2);

    private final Path directory;
    private final ReplicaOptions replica;
    private final FaultyProxy proxy;
    private final Random random;
    private final TestDatabase source;
    private final Connection connection;
    private final Litestream litestream = new Litestream();
    private final LitestreamDatabase database;

    /** Creates the database and starts the engine. */
    FaultyNetworkRun(Path directory, ReplicaOptions replica, FaultyProxy proxy, Random random) throws SQLException {
        this.directory = directory;
        this.replica = replica;
        this.proxy = proxy;
        this.random = random;
        this.source = TestDatabase.create(directory.resolve("app.db"), 4096);
        this.connection = source.open();
        TestDatabase.execute(connection, "CREATE TABLE t(id INTEGER PRIMARY KEY, x)");
        this.database =
                litestream.open(DatabaseOptions.builder(source.path(), replica).build());
        database.start();
    }

    /** Commits through so many phases, each with another fault. */
    void commitWhileTheNetworkBreaks(int phases) throws Exception {
        for (int phase = 0; phase < phases; phase++) {
            breakSomething();
            commitFor(PHASE);
        }
    }

    /** Waits until everything is on the replica. */
    void awaitReplica() {
        database.sync(PATIENCE);
        Awaitility.await().atMost(PATIENCE).until(() -> database.status().lag().equals(Lag.NONE));
    }

    /** Returns whether the replica has files that are not as they were sent. */
    boolean isReplicaDamaged() throws IOException {
        return !ReplicaDamage.in(replica).isEmpty();
    }

    private void breakSomething() throws IOException {
        proxy.heal();
        switch (random.nextInt(6)) {
            case 0 -> proxy.cut();
            case 1 -> proxy.refuse();
            case 2 -> proxy.swallow();
            case 3 -> proxy.limit(50_000);
            case 4 -> proxy.delay(20);
            default -> proxy.resetRandomly(random, 20_000);
        }
    }

    private void commitFor(Duration time) throws Exception {
        Instant end = Instant.now().plus(time);
        while (Instant.now().isBefore(end)) {
            Instant start = Instant.now();
            TestDatabase.execute(connection, "INSERT INTO t(x) VALUES (randomblob(3000))");
            database.committed();
            assertThat(Duration.between(start, Instant.now())).isLessThan(NO_COMMIT_TAKES_SO_LONG);
        }
    }

    /** Checks that the replica's TXIDs follow each other; I2. */
    void verifyChain() throws IOException {
        try (ReplicaClient client = ReplicaClients.create(replica)) {
            List<ReplicaFile> files = client.list(0, TxId.NONE);
            assertThat(files).isNotEmpty();
            for (int i = 1; i < files.size(); i++) {
                assertThat(files.get(i).name().min())
                        .isEqualTo(files.get(i - 1).name().max().next());
            }
        }
    }

    String content() throws SQLException {
        return DatabaseContent.logicalSha256(source.path());
    }

    /** Restores to a new place and returns the hash of what is there. */
    String restored() throws SQLException {
        Path copy = directory.resolve("copy.db");
        RestoreOptions restore = new RestoreOptions(
                RestorePolicy.IF_MISSING,
                new RestoreTarget.Latest(),
                true,
                RestoreOptions.DEFAULTS.integrityCheck(),
                PATIENCE);
        try (Litestream other = new Litestream()) {
            other.open(DatabaseOptions.builder(copy, replica).restore(restore).build())
                    .restoreOnStart();
        }
        return DatabaseContent.logicalSha256(copy);
    }

    @Override
    public void close() throws SQLException {
        litestream.close();
        connection.close();
    }
}
