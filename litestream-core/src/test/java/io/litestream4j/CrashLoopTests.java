package io.litestream4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.restore.RestoreTarget;
import io.litestream4j.testing.Figures;
import io.litestream4j.testing.Ledger;
import io.litestream4j.testing.OtherProcess;
import io.litestream4j.testing.ReplicaDamage;
import io.litestream4j.testing.Seed;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process under load, as often as the system property {@code crash.kills} says, at random moments, with random
 * checkpoints, while the store fails now and then: every commit that was reported as replicated restores, and the replica is
 * sound (I1, I2, I4, I8). Each fourth time the database is lost with the process.
 */
class CrashLoopTests {

    private static final int KILLS = Integer.getInteger("crash.kills", 20);
    private static final int DATABASE_IS_LOST_EVERY = 4;
    private static final int MAX_MILLIS = 400;

    @RegisterExtension
    private final Seed seed = Seed.ofRun();

    @TempDir
    private Path directory;

    private final Random random = seed.random();
    private long synced;
    private long syncs;
    private long restoredCommits;

    @Test
    void whatWasReportedAsReplicatedSurvivesKills() throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            killAtRandom();
            EngineKit kit = new EngineKit(directory);
            Ledger.State restored = kit.restoredLedger(new RestoreTarget.Latest());
            assertThat(restored.commits()).as("kill %d", kill).isGreaterThanOrEqualTo(synced);
            assertThat(kit.damaged()).as("staging after kill %d", kill).isEmpty();
            assertThat(ReplicaDamage.in(kit.options().build().replica()))
                    .as("replica after kill %d", kill)
                    .isEmpty();
            restoredCommits = restored.commits();
            if (kill % DATABASE_IS_LOST_EVERY == 0) {
                loseMachine(kit);
            }
        }
        assertThat(syncs).isGreaterThanOrEqualTo(KILLS);
        Figures.show(
                "CrashLoopTests: %d kills, %d syncs were reported, %d commits at the end",
                KILLS, syncs, restoredCommits);
    }

    private void killAtRandom() throws IOException, InterruptedException {
        Process process = OtherProcess.start(
                CrashedProcess.class, List.of(directory.toString(), String.valueOf(random.nextLong())));
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            read(output, 1 + random.nextInt(5));
            process.waitFor(random.nextInt(MAX_MILLIS), TimeUnit.MILLISECONDS);
            // The handle's kill leaves what the process has printed to be read.
            process.toHandle().destroyForcibly();
            process.waitFor();
            read(output, Integer.MAX_VALUE);
        }
    }

    /** Reads what was synced, up to a number of times. */
    private void read(BufferedReader output, int times) throws IOException {
        for (int count = 0; count < times; ) {
            String line = output.readLine();
            if (line == null) {
                return;
            }
            if (line.startsWith(CrashedProcess.SYNCED)) {
                synced = Math.max(synced, Long.parseLong(line.substring(CrashedProcess.SYNCED.length())));
                syncs++;
                count++;
            }
        }
    }

    /** What is on the replica is all that is left. */
    private static void loseMachine(EngineKit kit) throws IOException {
        for (Path file : List.of(
                kit.database().path(), kit.database().wal(), kit.database().shm(), kit.meta())) {
            EngineKit.delete(file);
        }
    }
}
