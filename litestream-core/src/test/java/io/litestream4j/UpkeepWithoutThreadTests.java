package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.litestream4j.replica.ReplicaUrl;
import io.litestream4j.status.Stage;
import io.litestream4j.status.StageStatus;
import io.litestream4j.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done about a replica that the system has no thread to keep. */
class UpkeepWithoutThreadTests {

    private final AtomicInteger refusals = new AtomicInteger(2);

    private Thread refuse(String role, String database, Runnable work) {
        if (refusals.getAndDecrement() > 0) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        return EngineThreads.start(role, database, work);
    }

    @Test
    void eachLookTriesAgainAndUploadsGoOn(@TempDir Path directory) throws Exception {
        SharedThreads threads = new SharedThreads(
                new SharedThread("upkeep", this::refuse),
                new SharedThread("monitor"),
                new SharedThread("verification"));
        TestDatabase.create(directory.resolve("app.db"), 4096);
        try (Litestream litestream = new Litestream(Surroundings.real(InstantSource.system()), threads)) {
            LitestreamDatabase database = litestream.open(DatabaseOptions.builder(
                            directory.resolve("app.db"),
                            new ReplicaUrl(directory.resolve("replica").toUri()))
                    .monitorInterval(Duration.ofMillis(100))
                    .build());
            database.start();
            await().until(() -> stage(database, Stage.COMPACTION).consecutiveErrors() > 0);
            await().until(() -> stage(database, Stage.COMPACTION).lastSuccess() != null);
            assertThat(refusals).hasNegativeValue();
            assertThat(stage(database, Stage.COMPACTION).consecutiveErrors()).isZero();
            assertThat(stage(database, Stage.UPLOAD).consecutiveErrors()).isZero();
            await().until(() -> stage(database, Stage.UPLOAD).lastSuccess() != null);
        }
    }

    private static StageStatus stage(LitestreamDatabase database, Stage stage) {
        return database.status().stage(stage);
    }
}
