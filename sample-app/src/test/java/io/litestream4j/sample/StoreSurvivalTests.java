package io.litestream4j.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.testing.TestStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.FileSystemUtils;

/** Loses the machine with every kind of store: whatever a sync has confirmed is there after a restart (I8). */
class StoreSurvivalTests {

    @TempDir
    Path directory;

    private final NoteLoad load = new NoteLoad();

    @ParameterizedTest
    @EnumSource
    void notesAreBackAfterTheSampleWasKilledAndItsDirectoryDeleted(TestStore.Kind kind) throws Exception {
        Path data = directory.resolve("data");
        try (TestStore store = kind.start(Files.createDirectory(directory.resolve("store")))) {
            try (SampleProcess sample = SampleProcess.start(data, StoreProperties.of(store))) {
                load.untilKilled(sample, Duration.ofMillis(200));
                assertThat(load.replicated()).as(sample.log()).isNotEmpty();
            }
            assertThat(FileSystemUtils.deleteRecursively(data)).isTrue();
            try (SampleProcess restored = SampleProcess.start(data, StoreProperties.of(store))) {
                assertThat(NotesFile.in(data)).as(restored.log()).containsAllEntriesOf(load.replicated());
            }
        }
    }
}
