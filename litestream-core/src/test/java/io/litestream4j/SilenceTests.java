package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.status.DatabaseState;
import io.litestream4j.status.DatabaseStatus;
import io.litestream4j.status.Lag;
import io.litestream4j.status.Stage;
import io.litestream4j.status.StageState;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stops working shows, as a state and as the age of what is missing on the replica (I13). */
class SilenceTests {

    private static final Duration TICK = Duration.ofMillis(200);

    @TempDir
    private Path directory;

    private final CountDownLatch hang = new CountDownLatch(1);
    private EngineKit kit;

    @BeforeEach
    void createDatabase() throws Exception {
        kit = new EngineKit(directory);
        TestDatabase.create(kit.database().path(), 4096);
        kit.execute("CREATE TABLE t(x)");
    }

    @AfterEach
    void close() {
        hang.countDown();
        kit.close();
    }

    private static Duration age(LitestreamDatabase database) {
        return database.status().lag().age(Instant.now());
    }

    private void waitForTheEnd() {
        try {
            hang.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void commitThatNobodyLooksAtIsMissing() throws Exception {
        LitestreamDatabase database = kit.start();
        database.sync(EngineKit.PATIENCE);
        database.addListener(event -> {
            if (event instanceof DatabaseEvent.Captured) {
                waitForTheEnd();
            }
        });
        try (Connection application = kit.database().open()) {
            TestDatabase.execute(application, "INSERT INTO t VALUES (1)");
            database.committed();
            TestDatabase.execute(application, "INSERT INTO t VALUES (2)");
            await().until(() -> database.status().local().txId().value() > 1);
            database.committed();
            await().until(() -> age(database).compareTo(Duration.ofSeconds(1)) > 0);
        }
        hang.countDown();
        database.sync(EngineKit.PATIENCE);
        await().until(() -> database.status().lag().equals(Lag.NONE));
    }

    @Test
    void replicaThatWasNeverThereIsLagAndAStall() throws Exception {
        Files.writeString(kit.replica(), "in the way");
        LitestreamDatabase database = kit.start(options -> options.shutdownSyncTimeout(Duration.ZERO));
        kit.execute("INSERT INTO t VALUES (1)");
        database.committed();
        await().until(() -> database.status().state() == DatabaseState.STALLED);
        assertThat(database.status().stage(Stage.UPLOAD).state()).isEqualTo(StageState.STALLED);
        await().until(() -> age(database).compareTo(Duration.ofSeconds(1)) > 0);
    }

    @Test
    void mergesAndDeletionsThatFailAreStalledStagesAndWorkAgain() throws Exception {
        LitestreamDatabase database = kit.start(options -> options.upkeep(upkeep()));
        database.sync(EngineKit.PATIENCE);
        Files.createDirectories(kit.replica().resolve("ltx"));
        Path inTheWay = Files.writeString(kit.level(1), "in the way");
        kit.execute("INSERT INTO t VALUES (1)");
        database.sync(EngineKit.PATIENCE);
        await().until(() -> database.status().stage(Stage.COMPACTION).state() == StageState.STALLED);
        DatabaseStatus status = database.status();
        assertThat(status.state()).isEqualTo(DatabaseState.REPLICATING);
        assertThat(status.stage(Stage.COMPACTION).backlog()).isPositive();
        Files.delete(inTheWay);
        await().until(() -> database.status().stage(Stage.COMPACTION).state() == StageState.WORKING
                && database.status().stage(Stage.COMPACTION).backlog() == 0);
    }

    private static UpkeepOptions upkeep() {
        Duration day = Duration.ofHours(24);
        return new UpkeepOptions(List.of(TICK), day, null, day, TICK, true, 0, 0, 0, 1 << 20);
    }
}
