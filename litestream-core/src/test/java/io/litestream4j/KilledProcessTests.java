package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.testing.OtherProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed while they write (I1, I2, I8). */
class KilledProcessTests {

    private static final int KILLS = 3;

    /** The last row of the last run: each begins with row 1. */
    private static final String LAST_ROW =
            "SELECT max(id) FROM t WHERE rowid >= (SELECT max(rowid) FROM t WHERE id = 1)";

    private final long seed = new Random().nextLong();

    @TempDir
    private Path directory;

    @RepeatedTest(2)
    void nothingIsMissingAfterKills() throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < KILLS; i++) {
            long synced = killAfter(1 + random.nextInt(12));
            assertThat(Long.parseLong(new EngineKit(directory).restoredValue(new RestoreTarget.Latest(), LAST_ROW)))
                    .as("seed %d, before the restart", seed)
                    .isGreaterThanOrEqualTo(synced);
            assertRestartReplicatesEverything();
        }
    }

    /** Returns the number of rows of the last run that were synced. */
    private long killAfter(int syncs) throws IOException, InterruptedException {
        Process process = OtherProcess.start(KilledProcess.class, List.of(directory.toString()));
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String last = "synced 0";
            for (int i = 0; i < syncs; i++) {
                last = output.readLine();
                assertThat(last).startsWith("synced ");
            }
            process.destroyForcibly().waitFor();
            return Long.parseLong(last.substring("synced ".length()));
        }
    }

    private void assertRestartReplicatesEverything() throws Exception {
        try (EngineKit kit = new EngineKit(directory)) {
            LitestreamDatabase database = kit.start();
            database.sync(EngineKit.PATIENCE);
            assertThat(kit.restored()).as("seed %d", seed).isEqualTo(kit.content());
            assertThat(kit.gaps()).as("seed %d", seed).isEmpty();
            assertThat(kit.damaged()).as("seed %d", seed).isEmpty();
        }
    }
}
