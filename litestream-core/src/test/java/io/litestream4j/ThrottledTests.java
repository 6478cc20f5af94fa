package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.io.FileSystemDirectory;
import io.litestream4j.replica.ReplicaClients;
import io.litestream4j.status.DatabaseEvent;
import io.litestream4j.status.Stage;
import io.litestream4j.testing.Fault;
import io.litestream4j.testing.FaultSchedule;
import io.litestream4j.testing.FaultyReplicaClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that says how long it wants to be left alone (I7). */
class ThrottledTests {

    private static final Duration ASKED = Duration.ofSeconds(1);

    @TempDir
    private Path directory;

    private final FaultSchedule faults = FaultSchedule.none();
    // When uploads failed.
    private final List<Long> failures = new CopyOnWriteArrayList<>();

    @Test
    void i7TheNextUploadIsNotTriedBeforeTheTimeThatTheStoreAsksFor() throws Exception {
        Surroundings surroundings = new Surroundings(
                InstantSource.system(),
                (path, access) -> new FileSystemDirectory(path, access.atCreation()),
                options -> new FaultyReplicaClient(ReplicaClients.create(options), faults, ASKED));
        try (EngineKit kit = new EngineKit(directory, surroundings)) {
            kit.execute("PRAGMA journal_mode=WAL", "CREATE TABLE t(x)");
            LitestreamDatabase database = kit.start();
            database.addListener(event -> {
                if (event instanceof DatabaseEvent.Failed failed
                        && failed.error().stage() == Stage.UPLOAD) {
                    failures.add(System.nanoTime());
                    faults.heal();
                }
            });
            database.sync(EngineKit.PATIENCE);
            faults.breakNow(Fault.REFUSED);
            kit.execute("INSERT INTO t VALUES (1)");
            database.committed();
            database.sync(EngineKit.PATIENCE);
            assertThat(Duration.ofNanos(System.nanoTime() - failures.get(0))).isGreaterThanOrEqualTo(ASKED);
            assertThat(failures).hasSize(1);
        }
    }
}
