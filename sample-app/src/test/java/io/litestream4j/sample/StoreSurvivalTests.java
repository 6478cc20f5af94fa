package io.litestream4j.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.litestream4j.testing.TestStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
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
            try (SampleProcess sample = SampleProcess.start(data, properties(store))) {
                load.untilKilled(sample, Duration.ofMillis(200));
                assertThat(load.replicated()).as(sample.log()).isNotEmpty();
            }
            assertThat(FileSystemUtils.deleteRecursively(data)).isTrue();
            try (SampleProcess restored = SampleProcess.start(data, properties(store))) {
                assertThat(NotesFile.in(data)).as(restored.log()).containsAllEntriesOf(load.replicated());
            }
        }
    }

    private static Map<String, String> properties(TestStore store) {
        Map<String, String> properties = new TreeMap<>();
        store.settings().forEach((name, value) -> properties.put("litestream.replica." + name, value));
        properties.put("litestream.replica.url", store.url());
        return properties;
    }
}
