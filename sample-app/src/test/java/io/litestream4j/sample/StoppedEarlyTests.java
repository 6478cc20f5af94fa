package io.litestream4j.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.litestream4j.DatabaseOptions;
import io.litestream4j.Litestream;
import io.litestream4j.testing.FaultyProxy;
import io.litestream4j.testing.TestStore;
import io.litestream4j.testing.ThrottlingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** SIGTERM while the sample needs the store, and the store takes its time. */
@DisabledOnOs(OS.WINDOWS)
class StoppedEarlyTests {

    /** Longer than anybody here waits: what ends earlier has not waited for the store. */
    private static final Duration LONG = Duration.ofMinutes(5);

    private static final int LARGE = 8 << 20;
    private static final int SLOW = 20_000;

    @TempDir
    Path directory;

    private final NoteLoad load = new NoteLoad();
    private final List<AutoCloseable> open = new ArrayList<>();
    private TestStore store;
    private FaultyProxy network;
    private ThrottlingServer throttling;
    private Map<String, String> properties;

    @BeforeEach
    void startStore() throws IOException {
        store = open(TestStore.Kind.S3.start(Files.createDirectory(directory.resolve("store"))));
        network = open(FaultyProxy.to(store.server().port()));
        throttling = open(ThrottlingServer.start(LONG));
        properties = StoreProperties.through(network.port(), store);
        properties.put("litestream.replica.request-timeout", LONG.toSeconds() + "s");
        properties.put("litestream.shutdown-sync-timeout", "1s");
    }

    private <T extends AutoCloseable> T open(T opened) {
        open.add(opened);
        return opened;
    }

    @AfterEach
    void stopStore() throws Exception {
        for (AutoCloseable opened : open) {
            opened.close();
        }
    }

    @Test
    void i5ARestoreEndsWithTheProcessAndTheNextStartMakesAWholeOne() throws Exception {
        List<Note> written = writeNotes();
        throttle();
        try (SampleProcess sample = SampleProcess.launch(data(), properties)) {
            await().atMost(SampleProcess.PATIENCE).until(() -> throttling.refused() > 0);
            assertEndsWithoutDatabase(sample);
        }
        unthrottle();
        network.limit(SLOW);
        try (SampleProcess sample = SampleProcess.launch(data(), properties)) {
            await().atMost(SampleProcess.PATIENCE).until(() -> !unfinished().isEmpty());
            network.swallow();
            assertEndsWithoutDatabase(sample);
        }
        network.heal();
        try (RunningSample sample = new RunningSample(data(), properties)) {
            assertThat(sample.notes()).isEqualTo(written);
            assertThat(unfinished()).isEmpty();
        }
    }

    /** Writes more than the slow network carries while anybody waits here, and loses the machine. */
    private List<Note> writeNotes() throws IOException {
        try (RunningSample sample = new RunningSample(data(), properties)) {
            String large = new Random(1)
                    .ints(LARGE, 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            sample.add(large);
            sample.add("milk");
            sample.sync();
            return sample.notes();
        } finally {
            FileSystemUtils.deleteRecursively(data());
        }
    }

    private void assertEndsWithoutDatabase(SampleProcess sample) throws Exception {
        sample.terminate();
        assertThat(sample.awaitEnd()).as(sample.log()).isEqualTo(SampleProcess.TERMINATED);
        assertThat(sample.isUp()).isFalse();
        assertThat(data().resolve("notes.db")).doesNotExist();
        assertThat(data().resolve("notes.db-wal")).doesNotExist();
    }

    /** Returns what a restore is writing, or has left. */
    private List<Path> unfinished() throws IOException {
        if (!Files.exists(data())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(data())) {
            return files.filter(file -> file.toString().contains(".restoring")).toList();
        }
    }

    @Test
    void i8AThrottledUploadEndsWithTheProcessAndTheNextStartMakesUpForIt() throws Exception {
        try (SampleProcess sample = SampleProcess.start(data(), properties)) {
            load.writeAndSync(sample.address());
            throttle();
            load.writeNote(sample.address());
            await().atMost(SampleProcess.PATIENCE).until(() -> throttling.refused() > 0);
            sample.terminate();
            assertThat(sample.awaitEnd()).as(sample.log()).isEqualTo(SampleProcess.TERMINATED);
            assertThat(sample.log()).contains("Replication ended before the replica was complete");
        }
        assertThat(restored("before")).isEqualTo(load.replicated());
        assertThat(NotesFile.in(data())).isEqualTo(load.stored());
        unthrottle();
        try (RunningSample sample = new RunningSample(data(), properties)) {
            sample.sync();
        }
        assertThat(restored("after")).isEqualTo(load.stored()).hasSize(2);
    }

    private void throttle() {
        network.leadTo(throttling.port());
        network.cut();
    }

    private void unthrottle() {
        network.leadTo(store.server().port());
        network.cut();
    }

    private Map<Long, String> restored(String name) throws Exception {
        Path copy = Files.createDirectory(directory.resolve(name));
        try (Litestream litestream = new Litestream()) {
            litestream
                    .open(DatabaseOptions.builder(copy.resolve("notes.db"), store.options())
                            .build())
                    .restoreOnStart();
        }
        return NotesFile.in(copy);
    }

    private Path data() {
        return directory.resolve("data");
    }
}
