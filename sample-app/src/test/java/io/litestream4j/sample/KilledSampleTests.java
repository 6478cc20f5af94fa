package io.litestream4j.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * Kills the sample under load, as often as the system property {@code crash.kills} says: whatever it has confirmed is
 * there after a restart (a process that dies loses nothing that it has given to the operating system), and whatever a sync has
 * confirmed is there after the machine is gone (I8).
 */
class KilledSampleTests {

    private static final int KILLS = Integer.getInteger("crash.kills", 2);
    private static final int DATABASE_IS_LOST_EVERY = 3;
    private static final int MAX_MILLIS = 1500;

    private final long seed = Long.getLong("test.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final NoteLoad load = new NoteLoad();

    @RegisterExtension
    final TestExecutionExceptionHandler seedTeller = (context, failure) -> {
        throw new AssertionError("failed with -Dtest.seed=" + seed, failure);
    };

    @TempDir
    Path directory;

    @Test
    void whatWasConfirmedSurvivesKills() throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            try (SampleProcess sample = SampleProcess.start(data(), replica())) {
                assertThat(NotesFile.in(data()))
                        .as("restart before kill %d", kill)
                        .containsAllEntriesOf(load.stored());
                load.untilKilled(sample, Duration.ofMillis(random.nextInt(MAX_MILLIS)));
            }
            assertThat(load.replicated()).as("kill %d", kill).isNotEmpty();
            assertRestoreIsComplete(kill);
            if (kill % DATABASE_IS_LOST_EVERY == 0) {
                assertThat(FileSystemUtils.deleteRecursively(data())).isTrue();
                load.loseDatabase();
            }
        }
    }

    /** Works on a copy of the replica, so that the history of the killed one goes on undisturbed. */
    private void assertRestoreIsComplete(int kill) throws Exception {
        Path copy = directory.resolve("restore-" + kill);
        Files.createDirectories(copy);
        FileSystemUtils.copyRecursively(replica(), copy.resolve("replica"));
        try (SampleProcess restored = SampleProcess.start(copy.resolve("data"), copy.resolve("replica"))) {
            assertThat(NotesFile.in(copy.resolve("data")))
                    .as("restore after kill %d: %s", kill, restored.log())
                    .containsAllEntriesOf(load.replicated());
        }
        FileSystemUtils.deleteRecursively(copy);
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path replica() {
        return directory.resolve("replica");
    }
}
